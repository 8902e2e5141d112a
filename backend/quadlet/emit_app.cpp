// The unit of an app container (§11.1), alone or in a pod (§11.4), line by line in the order of that listing.
#include <fmt/format.h>

#include "backend/quadlet/emit.h"
#include "backend/quadlet/service.h"
#include "backend/unit/encode.h"

namespace ovcc::backend {
namespace {

using Kind = Subject::Kind;

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

void AddHeader(UnitFile& unit, const ir::Deployment& deployment) {
  unit.header.push_back(Header(unit.file_name));
  if (deployment.status == ir::Status::Working) return;
  unit.header.push_back({fmt::format("Status: {}", StatusText(deployment.status))});
  const std::string info = CommentText(deployment.info.text());  // may leave nothing
  if (!info.empty()) unit.header.push_back({fmt::format("Info: {}", info)});
}

Section UnitSection(const ir::Deployment& deployment) {
  Section section{"Unit", {}};
  Add(section, "Description", AppDescription(deployment), {Kind::Description, {}}, deployment.span);
  Add(section, "After", "network-online.target", {Kind::Order, {}});
  if (deployment.tunnel && deployment.tunnel->provider == ir::TunnelProvider::Cloudflare) {
    Add(section, "Wants", deployment.tunnel->unit.text(), {Kind::Tunnel, {}});  // W15
  }
  return section;
}

void AddRights(Section& section, const ir::Container& app) {
  if (app.security.privileged.value_or(false)) {
    AddPrivilege(section, app);
    AddSecurityOptions(section, app);
    AddDevices(section, app);
  } else {
    // The last step of the field, behind those of the list.
    const Subject gpu = {Kind::Security, "devices", app.security.devices.size()};
    if (app.nvidia) Add(section, "AddDevice", "nvidia.com/gpu=all", gpu);
    AddCapabilities(section, app);
    AddDevices(section, app);
    AddSecurityOptions(section, app);
  }
  AddNamespaces(section, app);
}

Section ContainerSection(const EmitContext& context, const ir::Deployment& deployment) {
  const ir::Container& app = deployment.app;
  Section section{"Container", {}};
  section.lines.reserve(12 + app.ports.size() + app.mounts.size() + app.env.size() + app.secrets.size());
  if (deployment.pod) Add(section, "Pod", fmt::format("{}.pod", deployment.pod->name.text()), {Kind::Pod, {}});
  AddText(section, "Image", app.image, {Kind::Image, {}});
  Add(section, "ContainerName", app.name.text(), {Kind::ContainerName, {}}, deployment.span);
  AddStart(section, app);
  AddText(section, "User", app.user, {Kind::User, {}});
  if (!deployment.pod) {
    AddNetwork(section, context, app.network);
    AddPorts(section, app.ports);
  }
  AddMounts(section, app);
  AddSecrets(section, app);
  AddRights(section, app);
  if (!deployment.pod) {
    if (app.security.ipc_mode.text() != "host") {
      AddText(section, "ShmSize", app.security.shm_size, {Kind::Security, "shm_size"});
    }
    // W35: in a pod the mapping is the pod's; podman refuses both.
    if (!app.user_namespace.empty()) {
      Add(section, "UserNS", app.user_namespace.text(), {Kind::UserNamespace, {}});
    }
  }
  AddEnvironment(section, app);
  if (!app.env_file.empty()) Add(section, "EnvironmentFile", app.env_file.text(), {Kind::EnvFile, {}});
  AddExec(section, app);
  return section;
}

Section ServiceSection(const EmitContext& context, const ir::Deployment& deployment) {
  Section section{"Service", {}};
  Add(section, "Restart", kRestart, {Kind::Restart, {}});
  AddLimits(section, deployment.app);
  if (std::vector<std::string> words = UnlockCommand(context.host, deployment); !words.empty()) {
    section.lines.emplace_back(Directive{"ExecStartPre", std::move(words), deployment.span, {Kind::Unlock, {}}});
  }
  Add(section, "TimeoutStartSec", AppStartTimeout(context.host, context.settings, deployment), {Kind::Timeout, {}});
  if (deployment.tunnel && deployment.tunnel->provider == ir::TunnelProvider::Tailscale) {
    AddTailscale(section, *deployment.tunnel);
  }
  return section;
}

}  // namespace

UnitFile EmitApp(const EmitContext& context, const ir::Deployment& deployment) {
  UnitFile unit;
  unit.file_name = fmt::format("{}.container", deployment.app.name.text());
  AddHeader(unit, deployment);
  unit.sections.push_back(UnitSection(deployment));
  unit.sections.push_back(ContainerSection(context, deployment));
  unit.sections.push_back(ServiceSection(context, deployment));
  unit.sections.push_back(InstallSection(context.settings, deployment));
  return unit;
}

}  // namespace ovcc::backend
