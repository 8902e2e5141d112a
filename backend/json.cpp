// The resolved program as JSON (docs/json.md): what must run, independent of any unit syntax. Empty lists and unset
// texts are left out, so that a reader sees what was decided.
#include <nlohmann/json.hpp>
#include <string_view>

#include "backend/backend.h"
#include "backend/quadlet/service.h"
#include "ir/names.h"

namespace ovcc::backend {
namespace {

using nlohmann::ordered_json;

constexpr int kFormat = 1;

void Put(ordered_json& object, const char* key, std::string_view text) {
  if (!text.empty()) object[key] = text;
}

void PutList(ordered_json& object, const char* key, const std::vector<ir::Text>& texts) {
  for (const ir::Text& text : texts) object[key].push_back(text.text());
}

template <class Element, class Function>
void PutEach(ordered_json& object, const char* key, const std::vector<Element>& elements, Function to_json) {
  for (const Element& element : elements) object[key].push_back(to_json(element));
}

std::string_view OriginText(ir::Origin origin) {
  switch (origin) {
    case ir::Origin::Provide:
      return "provide";
    case ir::Origin::Mcp:
      return "mcp";
    case ir::Origin::Image:
      return "image";
    case ir::Origin::Deploy:
      return "deploy";
    case ir::Origin::Template:
      return "template";
    case ir::Origin::Override:
      return "override";
    case ir::Origin::EnvFile:
      return "env-file";
    case ir::Origin::Workspace:
      return "workspace";
    case ir::Origin::FlagFile:
      return "flag-file";
    case ir::Origin::Flag:
      return "flag";
    case ir::Origin::HostFact:
      return "host-fact";
    case ir::Origin::Default:
      return "default";
    case ir::Origin::NoProxy:
      return "no-proxy";
  }
  return "deploy";
}

std::string_view StatusText(ir::Status status) {
  switch (status) {
    case ir::Status::Unset:
    case ir::Status::Testing:
      return "testing";
    case ir::Status::Working:
      return "working";
    case ir::Status::Broken:
      return "broken";
  }
  return "testing";
}

ordered_json EnvJson(const ir::EnvBinding& binding) {
  ordered_json json = {{"name", binding.name.text()}};
  if (binding.bare) {
    json["inherited"] = true;
  } else {
    json["value"] = binding.value.text();
  }
  json["origin"] = OriginText(binding.origin);
  Put(json, "source", binding.source.text());
  if (binding.in_env_file) json["in_env_file"] = true;
  return json;
}

ordered_json PortJson(const ir::PortMapping& port) {
  ordered_json json = ordered_json::object();
  Put(json, "address", port.address.text());
  json["host"] = port.host;
  json["container"] = port.container;
  json["protocol"] = port.protocol == ir::Protocol::Udp ? "udp" : "tcp";
  return json;
}

ordered_json MountJson(const ir::Mount& mount) {
  ordered_json json = {{"type", ir::VolumeTypeText(mount.type)}};
  Put(json, "name", mount.name.text());
  json["source"] = mount.source.text();
  json["target"] = mount.target.text();
  return json;
}

ordered_json SecretJson(const ir::SecretUse& secret) {
  ordered_json json = {{"name", secret.podman_name.text()}};
  if (!secret.env.empty()) {
    json["env"] = secret.env.text();
  } else if (!secret.target.empty()) {
    json["target"] = secret.target.text();
  }
  json["required"] = secret.required;
  return json;
}

ordered_json LimitsJson(const ir::Container& container) {
  ordered_json json = ordered_json::object();
  Put(json, "memory_max", container.security.memory_max.text());
  Put(json, "memory_high", container.security.memory_high.text());
  Put(json, "memory_swap_max", container.security.memory_swap_max.text());
  Put(json, "cpu_quota", container.cpu_quota.text());
  return json;
}

void PutSecurity(ordered_json& json, const ir::Container& container) {
  const ir::Security& security = container.security;
  if (security.privileged.value_or(false)) json["privileged"] = true;
  PutList(json, "capabilities", security.cap_add);
  PutList(json, "devices", security.devices);
  if (container.nvidia && !security.privileged.value_or(false)) json["devices"].push_back("nvidia.com/gpu=all");
  PutList(json, "security_options", security.security_opt);
  PutList(json, "groups", security.group_add);
  Put(json, "cgroup_namespace", security.cgroupns.text());
  Put(json, "ipc", security.ipc_mode.text());
  Put(json, "shm_size", security.shm_size.text());
  if (ordered_json limits = LimitsJson(container); !limits.empty()) json["limits"] = std::move(limits);
}

ordered_json ServiceJson(std::string_view description, std::string_view start_timeout) {
  return {{"description", description}, {"restart", kRestart}, {"start_timeout", start_timeout}};
}

ordered_json ContainerJson(const ir::Container& container, std::string_view sidecar) {
  ordered_json json = {{"name", container.name.text()}};
  json["role"] = sidecar.empty() ? "app" : "sidecar";
  Put(json, "sidecar", sidecar);
  json["image"] = container.image.text();
  PutList(json, "entrypoint", container.entrypoint);
  PutList(json, "command", container.command);
  Put(json, "working_dir", container.working_dir.text());
  Put(json, "user", container.user.text());
  Put(json, "user_namespace", container.user_namespace.text());
  Put(json, "network", container.network.text());
  PutEach(json, "ports", container.ports, PortJson);
  PutEach(json, "mounts", container.mounts, MountJson);
  PutList(json, "extra_mounts", container.security.mounts);
  PutEach(json, "env", container.env, EnvJson);
  Put(json, "env_file", container.env_file.text());
  PutEach(json, "secrets", container.secrets, SecretJson);
  PutSecurity(json, container);
  return json;
}

ordered_json PodJson(const ir::Pod& pod) {
  ordered_json json = {{"name", pod.name.text()}};
  Put(json, "network", pod.network.text());
  for (const Symbol server : pod.dns) json["dns"].push_back(server.text());
  for (const Symbol domain : pod.dns_search) json["dns_search"].push_back(domain.text());
  Put(json, "shm_size", pod.shm_size.text());
  Put(json, "user_namespace", pod.user_namespace.text());
  PutEach(json, "ports", pod.ports, PortJson);
  return json;
}

ordered_json TunnelJson(const ir::TunnelPlan& plan) {
  ordered_json json = {{"provider", plan.provider == ir::TunnelProvider::Cloudflare ? "cloudflare" : "tailscale"}};
  Put(json, "name", plan.name.text());
  Put(json, "config", plan.config.text());
  PutEach(json, "ports", plan.ports, [](const ir::TunnelPort& port) {
    ordered_json record = {{"port", port.port}, {"scheme", port.scheme.text()}, {"public", port.is_public}};
    Put(record, "hostname", port.hostname.text());
    return record;
  });
  return json;
}

// Units that systemd starts with the app, those it waits for, and what starts it. The pod starts its sidecars.
ordered_json OrderJson(const ir::Module& module, const ir::Deployment& deployment) {
  ordered_json json = {{"after", {"network-online.target"}}};
  if (deployment.pod) {
    const std::string pod = ir::PodServiceName(deployment.pod->name.text());
    json["after"].push_back(pod);
    json["binds_to"].push_back(pod);
  }
  if (deployment.tunnel) {
    if (!deployment.tunnel->unit.empty()) json["wants"].push_back(deployment.tunnel->unit.text());
  }
  if (StartsByItself(module.settings, deployment)) json["wanted_by"].push_back(kStartedBy);
  return json;
}

ordered_json DeploymentJson(const ir::Module& module, const ir::Deployment& deployment) {
  ordered_json json = {{"deploy", deployment.key.text()}, {"status", StatusText(deployment.status)}};
  Put(json, "info", deployment.info.text());
  if (deployment.pod) json["pod"] = PodJson(*deployment.pod);
  json["containers"].push_back(ContainerJson(deployment.app, ""));
  json["containers"].back()["service"] =
      ServiceJson(AppDescription(deployment), AppStartTimeout(module.host, module.settings, deployment));
  for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) {
    const ir::SidecarSpec& spec = deployment.sidecars[i];
    json["containers"].push_back(ContainerJson(deployment.sidecar_containers[i], spec.name.text()));
    json["containers"].back()["service"] = ServiceJson(SidecarDescription(*deployment.pod, spec), kSidecarStartTimeout);
  }
  for (const std::string& word : UnlockCommand(module.host, deployment)) json["unlock"].push_back(word);
  if (deployment.tunnel) json["tunnel"] = TunnelJson(*deployment.tunnel);
  json["order"] = OrderJson(module, deployment);
  return json;
}

}  // namespace

std::string EmitJson(const ir::Module& module) {
  ordered_json deployments = ordered_json::array();
  for (const ir::Deployment& deployment : module.deployments) deployments.push_back(DeploymentJson(module, deployment));
  ordered_json networks = ordered_json::array();
  for (const Symbol network : module.networks) networks.push_back(network.text());
  const ordered_json root = {
      {"format", kFormat}, {"deployments", std::move(deployments)}, {"networks", std::move(networks)}};
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ovcc::backend
