#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/join.h"
#include "frontend/schema/security.h"
#include "frontend/schema/sidecar_fields.h"

/// Mappings of a deploy.yml. Source: §1.3, §9.1, §17.2.
namespace ovcc::schema {

inline constexpr std::array kProvidedVariableFields = {
    Field{"name", "", Type::Text, false, "Name of the variable.", OfText(kEnvName)},
    Field{"value", "", Type::Text, false, "Its value, no template."},
    Field{"source", "", Type::Text, false, "Deploy key of the provider."},
};
inline constexpr Mapping kProvidedVariable = {"a provided variable", kProvidedVariableFields, false, false, "name"};

inline constexpr std::array kProvidedServerFields = {
    Field{"name", "", Type::Text, false, "Name of the MCP server."},
    Field{"url", "", Type::Text, false, "Its address, no template."},
    Field{"transport", "", Type::Text, false, "http or sse.", OfText(kTransport)},
    Field{"source", "", Type::Text, false, "Deploy key of the provider."},
};
inline constexpr Mapping kProvidedServer = {"a provided MCP server", kProvidedServerFields, false, false, "name url"};

inline constexpr std::array kRegistryFields = {
    Field{"env", "", Type::RecordList, false, "Provided variables.", OfRecord(kProvidedVariable)},
    Field{"mcp", "", Type::RecordList, false, "Provided MCP servers.", OfRecord(kProvidedServer)},
};
inline constexpr Mapping kRegistry = {"`provides`", kRegistryFields};

/// The spellings of the root map (§0); two of them in one file are an error.
inline constexpr std::array kDeployRootMaps = {
    Field{"deploy", "", Type::Map, false, "What is deployed: deploy key to entry.", OfForm("deploy-map")},
    Field{"images", "", Type::Map, false, "Older spelling of `deploy`.", OfForm("deploy-map")},
    Field{"image", "", Type::Map, false, "Another spelling of `deploy`.", OfForm("deploy-map"), false, "image",
          "deploy"},
    Field{"deploys", "", Type::Map, false, "Another spelling of `deploy`.", OfForm("deploy-map"), false, "deploys",
          "deploy"},
    Field{"deployment", "", Type::Map, false, "Another spelling of `deploy`.", OfForm("deploy-map"), false,
          "deployment", "deploy"},
    Field{"deployments", "", Type::Map, false, "Another spelling of `deploy`.", OfForm("deploy-map"), false,
          "deployments", "deploy"},
};
inline constexpr std::array kDeployRootRest = {
    Field{"provides", "", Type::Map, false, "Values that deploys outside of this program provide.",
          OfRecord(kRegistry)},
    Field{"version", "", Type::Any, true, "Version of the file format."},
};
inline constexpr auto kDeployRootFields = Join(kDeployRootMaps, kDeployRootRest);
inline constexpr Mapping kDeployRoot = {"a deploy.yml", kDeployRootFields, false, true};

inline constexpr std::array kVolumeRecordFields = {
    Field{"name", "", Type::Text, false, "Name of a volume of the image, or of a new one.", OfText(kKebab)},
    Field{"type", "", Type::Text, false, "volume, bind or encrypted.", OfText(kVolumeType)},
    Field{"host", "", Type::Text, false, "Path on the host; chosen automatically if unset.", OfText(kOneLine)},
    Field{"path", "", Type::Text, false, "Path in the container, for volumes that the image does not have.",
          OfText(kOneLine)},
    Field{"data_seeded", "", Type::Any, true, "Bookkeeping of tools that fill volumes."},
    Field{"data_source", "", Type::Any, true, "Bookkeeping of tools that fill volumes."},
};
inline constexpr Mapping kVolumeRecord = {"a volume record", kVolumeRecordFields, false, false, "name"};

inline constexpr std::array kEntrySecretFields = {
    Field{"name", "", Type::Text, false, "Name of the secret.", OfText(kName)},
    Field{"source", "", Type::Text, false, "keyring, env:NAME or file:/path.", OfText(kSecretSource)},
    Field{"env", "", Type::Text, false, "Variable that receives the secret; foreign images only.", OfText(kEnvName)},
    Field{"target", "", Type::Text, false, "Path of the secret in the container; foreign images only.",
          OfText(kSecretPlace)},
    Field{"description", "", Type::Text, false, "What the secret is for."},
};
inline constexpr Mapping kEntrySecret = {"a secret of an entry", kEntrySecretFields, false, false, "name"};

inline constexpr std::array kTunnelFields = {
    Field{"provider", "", Type::Text, false, "tailscale or cloudflare.", OfText(kTunnelProvider)},
    Field{"tunnel", "", Type::Text, false, "Name of the cloudflare tunnel.", OfText(kTunnelName)},
    Field{"public", "", Type::Any, false, "all, host ports, or host port to host name.", OfForm("public-ports")},
    Field{"private", "", Type::Any, false, "all, or host ports.", OfForm("private-ports")},
};
inline constexpr Mapping kTunnel = {"a tunnel", kTunnelFields, false, false, "provider"};

inline constexpr std::array kOwnEntryFields = {
    Field{"version", "", Type::Any, true, "Version of the deployment."},
    Field{"image", "", Type::Text, false, "The image, if the key does not name it: a short name or a full reference.",
          OfText(kOneLine)},
    Field{"target", "", Type::Text, false, "pod or container; entries of other targets are left to other tools.",
          OfText(kTarget)},
    Field{"tunnel", "", Type::TextOrMap, false, "tailscale, cloudflare, or a mapping.",
          OfTextOrRecord(kTunnelProvider, kTunnel)},
    Field{"dns", "", Type::Text, false, "Host name of a cloudflare tunnel.", OfText(kOneLine)},
    Field{"acme_email", "", Type::Any, true, "Mail address for certificates."},
    Field{"volumes", "volume", Type::RecordList, false, "How volumes are backed: named, bind or encrypted.",
          OfRecord(kVolumeRecord)},
    Field{"ports", "port", Type::List, false, "Published ports; replaces the list of the image.", OfText(kEntryPort)},
    Field{"resolved_port", "resolved_ports", Type::List, false, "Ports chosen earlier for `auto`.",
          OfText(kPortMapping)},
    Field{"env", "", Type::ListOrMap, false, "Variables of the app; replaces the list of the image.",
          OfPairs(kEnvKey, kEnvAssignment)},
    Field{"env_file", "", Type::Text, false, "Environment file of the app.", OfText(kOneLine)},
    Field{"security", "", Type::Map, false, "Rights and limits, field by field over those of the image.",
          OfRecord(kSecurity)},
    Field{"network", "", Type::Text, false, "Podman network; `ov` if unset.", OfText(kOneLine)},
    Field{"engine", "", Type::Any, true, "Container engine of other tools."},
    Field{"secrets", "secret", Type::RecordList, false, "Secrets by name, and where their values come from.",
          OfRecord(kEntrySecret)},
    Field{"forward_gpg_agent", "", Type::Any, true, "Whether interactive sessions get the GPG agent."},
    Field{"forward_ssh_agent", "", Type::Any, true, "Whether interactive sessions get the SSH agent."},
    Field{"sidecars", "sidecar", Type::Map, false, "Containers beside the app: name to overrides of the template.",
          OfNamed(kName, kSidecar)},
    Field{"user", "", Type::Any, false, "Account of a foreign image; other targets use it for themselves."},
    Field{"uid", "", Type::Integer, false, "User id in a foreign image."},
    Field{"gid", "", Type::Integer, false, "Group id in a foreign image."},
    Field{"home", "", Type::Text, false, "Home folder in a foreign image.", OfText(kOneLine)},
    Field{"working_dir", "", Type::Text, false, "Working folder in a foreign image.", OfText(kOneLine)},
    Field{"command", "", Type::TextOrList, false, "Words of the command of a foreign image."},
    Field{"entrypoint", "", Type::TextOrList, false, "Words of the entry point of a foreign image."},
};

/// Fields of other targets and of test tools: accepted, without effect, preserved.
inline constexpr std::array kForeignEntryFields = {
    Field{"kind", "", Type::Any, true, "Kind of the deployment for other targets."},
    Field{"replicas", "replica", Type::Any, true, "Number of copies for cluster targets."},
    Field{"restart", "", Type::Any, true, "Restart policy for other targets."},
    Field{"schedule", "", Type::Any, true, "Times at which other targets run it."},
    Field{"resources", "resource", Type::Any, true, "Resource requests for cluster targets."},
    Field{"expose", "", Type::Any, true, "How cluster targets expose it."},
    Field{"storage", "", Type::Any, true, "Storage for cluster targets."},
    Field{"probes", "probe", Type::Any, true, "Health probes for cluster targets."},
    Field{"kubernetes", "", Type::Any, true, "Settings for Kubernetes."},
    Field{"pod", "", Type::Any, true, "Settings for pod targets."},
    Field{"vm", "", Type::Any, true, "Settings for virtual machines."},
    Field{"k8s", "", Type::Any, true, "Settings for Kubernetes."},
    Field{"local", "", Type::Any, true, "Settings for the local target."},
    Field{"host", "", Type::Any, true, "Host on which another target installs it."},
    Field{"ssh_args", "ssh_arg", Type::Any, true, "Arguments for SSH to another host."},
    Field{"cpus", "cpu", Type::Any, true, "CPUs of a virtual machine."},
    Field{"ram", "", Type::Any, true, "Memory of a virtual machine."},
    Field{"disk_size", "", Type::Any, true, "Disk of a virtual machine."},
    Field{"vm_state", "", Type::Any, true, "State of a virtual machine."},
    Field{"disposable", "", Type::Any, true, "Whether other tools may throw it away."},
    Field{"lifecycle", "", Type::Any, true, "Lifecycle for other tools."},
    Field{"ephemeral", "", Type::Any, true, "Whether it keeps nothing."},
    Field{"from_snapshot", "", Type::Any, true, "Snapshot that a virtual machine starts from."},
    Field{"cloud_init_clean", "", Type::Any, true, "Whether cloud-init starts afresh."},
    Field{"nested", "", Type::Any, true, "Deployments inside of a virtual machine."},
    Field{"add_layers", "add_layer", Type::Any, true, "Layers that other targets add."},
    Field{"add_candy", "", Type::Any, true, "Layers that other targets add."},
    Field{"install_opts", "install_opt", Type::Any, true, "Options of the installation on other targets."},
    Field{"eval", "", Type::Any, true, "Tests of the deployment."},
    Field{"tests", "test", Type::Any, true, "Tests of the deployment."},
    Field{"shell", "", Type::Any, true, "Settings of interactive shells."},
    Field{"android", "", Type::Any, true, "Settings for Android devices."},
    Field{"preemptible", "", Type::Any, true, "Whether other deployments may take its resources."},
    Field{"requires_exclusive", "require_exclusive", Type::Any, true, "Resources that it needs for itself."},
    Field{"requires_shared", "require_shared", Type::Any, true, "Resources that it shares."},
    Field{"peer", "", Type::Any, true, "Deployments that test tools run beside it."},
};
inline constexpr auto kDeployEntryFields = Join(kOwnEntryFields, kStatusFields, kContractFields, kForeignEntryFields);
inline constexpr Mapping kDeployEntry = {"a deploy entry", kDeployEntryFields};

}  // namespace ovcc::schema
