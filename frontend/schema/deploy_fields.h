#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/join.h"

/// Mappings of a deploy.yml. Source: §1.3, §9.1, §17.2.
namespace ovcc::schema {

/// The spellings of the root map (§0); two of them in one file are an error.
inline constexpr std::array kDeployRootMaps = {
    Field{"deploy", "", Type::Map, false, "What is deployed: deploy key to entry."},
    Field{"images", "", Type::Map, false, "Older spelling of `deploy`."},
    Field{"image", "", Type::Map, false, "Another spelling of `deploy`.", false, "image", "deploy"},
    Field{"deploys", "", Type::Map, false, "Another spelling of `deploy`.", false, "deploys", "deploy"},
    Field{"deployment", "", Type::Map, false, "Another spelling of `deploy`.", false, "deployment", "deploy"},
    Field{"deployments", "", Type::Map, false, "Another spelling of `deploy`.", false, "deployments", "deploy"},
};
inline constexpr std::array kDeployRootRest = {
    Field{"provides", "", Type::Map, false, "Values that deploys outside of this program provide."},
    Field{"version", "", Type::Any, true, ""},
};
inline constexpr auto kDeployRootFields = Join(kDeployRootMaps, kDeployRootRest);
inline constexpr Mapping kDeployRoot = {"a deploy.yml", kDeployRootFields, false, true};

inline constexpr std::array kRegistryFields = {
    Field{"env", "", Type::RecordList, false, "Provided variables."},
    Field{"mcp", "", Type::RecordList, false, "Provided MCP servers."},
};
inline constexpr Mapping kRegistry = {"`provides`", kRegistryFields};

inline constexpr std::array kProvidedVariableFields = {
    Field{"name", "", Type::Text, false, "Name of the variable."},
    Field{"value", "", Type::Text, false, "Its value, no template."},
    Field{"source", "", Type::Text, false, "Deploy key of the provider."},
};
inline constexpr Mapping kProvidedVariable = {"a provided variable", kProvidedVariableFields};

inline constexpr std::array kProvidedServerFields = {
    Field{"name", "", Type::Text, false, "Name of the MCP server."},
    Field{"url", "", Type::Text, false, "Its address, no template."},
    Field{"transport", "", Type::Text, false, "http or sse."},
    Field{"source", "", Type::Text, false, "Deploy key of the provider."},
};
inline constexpr Mapping kProvidedServer = {"a provided MCP server", kProvidedServerFields};

inline constexpr std::array kOwnEntryFields = {
    Field{"version", "", Type::Any, true, ""},
    Field{"image", "", Type::Text, false, "The image, if the key does not name it: a short name or a full reference."},
    Field{"target", "", Type::Text, false, "pod or container; entries of other targets are left to other tools."},
    Field{"tunnel", "", Type::TextOrMap, false, "tailscale, cloudflare, or a mapping."},
    Field{"dns", "", Type::Text, false, "Host name of a cloudflare tunnel."},
    Field{"acme_email", "", Type::Any, true, ""},
    Field{"volumes", "volume", Type::RecordList, false, "How volumes are backed: named, bind or encrypted."},
    Field{"ports", "port", Type::List, false, "Published ports; replaces the list of the image."},
    Field{"resolved_port", "resolved_ports", Type::List, false, "Ports chosen earlier for `auto`."},
    Field{"env", "", Type::ListOrMap, false, "Variables of the app; replaces the list of the image."},
    Field{"env_file", "", Type::Text, false, "Environment file of the app."},
    Field{"security", "", Type::Map, false, "Rights and limits, field by field over those of the image."},
    Field{"network", "", Type::Text, false, "Podman network; `ov` if unset."},
    Field{"engine", "", Type::Any, true, ""},
    Field{"secrets", "secret", Type::RecordList, false, "Secrets by name, and where their values come from."},
    Field{"forward_gpg_agent", "", Type::Any, true, ""},
    Field{"forward_ssh_agent", "", Type::Any, true, ""},
    Field{"sidecars", "sidecar", Type::Map, false, "Containers beside the app: name to overrides of the template."},
    Field{"user", "", Type::Any, false, "Account of a foreign image; other targets use it for themselves."},
    Field{"uid", "", Type::Integer, false, "User id in a foreign image."},
    Field{"gid", "", Type::Integer, false, "Group id in a foreign image."},
    Field{"home", "", Type::Text, false, "Home folder in a foreign image."},
    Field{"working_dir", "", Type::Text, false, "Working folder in a foreign image."},
    Field{"command", "", Type::TextOrList, false, "Words of the command of a foreign image."},
    Field{"entrypoint", "", Type::TextOrList, false, "Words of the entry point of a foreign image."},
};

/// Fields of other targets and of test tools: accepted, without effect, preserved.
inline constexpr std::array kForeignEntryFields = {
    Field{"kind", "", Type::Any, true, ""},
    Field{"replicas", "replica", Type::Any, true, ""},
    Field{"restart", "", Type::Any, true, ""},
    Field{"schedule", "", Type::Any, true, ""},
    Field{"resources", "resource", Type::Any, true, ""},
    Field{"expose", "", Type::Any, true, ""},
    Field{"storage", "", Type::Any, true, ""},
    Field{"probes", "probe", Type::Any, true, ""},
    Field{"kubernetes", "", Type::Any, true, ""},
    Field{"pod", "", Type::Any, true, ""},
    Field{"vm", "", Type::Any, true, ""},
    Field{"k8s", "", Type::Any, true, ""},
    Field{"local", "", Type::Any, true, ""},
    Field{"host", "", Type::Any, true, ""},
    Field{"ssh_args", "ssh_arg", Type::Any, true, ""},
    Field{"cpus", "cpu", Type::Any, true, ""},
    Field{"ram", "", Type::Any, true, ""},
    Field{"disk_size", "", Type::Any, true, ""},
    Field{"vm_state", "", Type::Any, true, ""},
    Field{"disposable", "", Type::Any, true, ""},
    Field{"lifecycle", "", Type::Any, true, ""},
    Field{"ephemeral", "", Type::Any, true, ""},
    Field{"from_snapshot", "", Type::Any, true, ""},
    Field{"cloud_init_clean", "", Type::Any, true, ""},
    Field{"nested", "", Type::Any, true, ""},
    Field{"add_layers", "add_layer", Type::Any, true, ""},
    Field{"add_candy", "", Type::Any, true, ""},
    Field{"install_opts", "install_opt", Type::Any, true, ""},
    Field{"eval", "", Type::Any, true, ""},
    Field{"tests", "test", Type::Any, true, ""},
    Field{"shell", "", Type::Any, true, ""},
    Field{"android", "", Type::Any, true, ""},
    Field{"preemptible", "", Type::Any, true, ""},
    Field{"requires_exclusive", "require_exclusive", Type::Any, true, ""},
    Field{"requires_shared", "require_shared", Type::Any, true, ""},
    Field{"peer", "", Type::Any, true, ""},
};
inline constexpr auto kDeployEntryFields = Join(kOwnEntryFields, kStatusFields, kContractFields, kForeignEntryFields);
inline constexpr Mapping kDeployEntry = {"a deploy entry", kDeployEntryFields};

inline constexpr std::array kVolumeRecordFields = {
    Field{"name", "", Type::Text, false, "Name of a volume of the image, or of a new one."},
    Field{"type", "", Type::Text, false, "volume, bind or encrypted."},
    Field{"host", "", Type::Text, false, "Path on the host; chosen automatically if unset."},
    Field{"path", "", Type::Text, false, "Path in the container, for volumes that the image does not have."},
    Field{"data_seeded", "", Type::Any, true, ""},
    Field{"data_source", "", Type::Any, true, ""},
};
inline constexpr Mapping kVolumeRecord = {"a volume record", kVolumeRecordFields};

inline constexpr std::array kEntrySecretFields = {
    Field{"name", "", Type::Text, false, "Name of the secret."},
    Field{"source", "", Type::Text, false, "keyring, env:NAME or file:/path."},
    Field{"env", "", Type::Text, false, "Variable that receives the secret; foreign images only."},
    Field{"target", "", Type::Text, false, "Path of the secret in the container; foreign images only."},
    Field{"description", "", Type::Text, false, "What the secret is for."},
};
inline constexpr Mapping kEntrySecret = {"a secret", kEntrySecretFields};

inline constexpr std::array kTunnelFields = {
    Field{"provider", "", Type::Text, false, "tailscale or cloudflare."},
    Field{"tunnel", "", Type::Text, false, "Name of the cloudflare tunnel."},
    Field{"public", "", Type::Any, false, "all, host ports, or host port to host name."},
    Field{"private", "", Type::Any, false, "all, or host ports."},
};
inline constexpr Mapping kTunnel = {"a tunnel", kTunnelFields};

}  // namespace ovcc::schema
