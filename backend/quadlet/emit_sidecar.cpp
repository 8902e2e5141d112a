// The unit of a sidecar (§11.3, §17.4). It has no [Install]: the pod starts it. W19: groups, mounts, IPC mode and
// limits, which the reference drops, stand where §11.1 has them.
#include <fmt/format.h>

#include "backend/quadlet/emit.h"
#include "backend/quadlet/service.h"

namespace ovcc::backend {
namespace {

using Kind = Subject::Kind;

Section ContainerSection(const ir::Pod& pod, const ir::Container& sidecar, Span span) {
  Section section{"Container", {}};
  section.lines.reserve(10 + sidecar.mounts.size() + sidecar.env.size() + sidecar.secrets.size());
  Add(section, "Pod", fmt::format("{}.pod", pod.name.text()), {Kind::Pod, {}});
  AddText(section, "Image", sidecar.image, {Kind::Image, {}});
  Add(section, "ContainerName", sidecar.name.text(), {Kind::ContainerName, {}}, span);
  AddStart(section, sidecar);
  AddText(section, "User", sidecar.user, {Kind::User, {}});
  AddMounts(section, sidecar);
  AddEnvironment(section, sidecar);
  AddSecrets(section, sidecar);
  AddCapabilities(section, sidecar);
  AddDevices(section, sidecar);
  AddPrivilege(section, sidecar);
  AddSecurityOptions(section, sidecar);
  AddNamespaces(section, sidecar);
  AddExec(section, sidecar);
  return section;
}

}  // namespace

UnitFile EmitSidecar(const ir::Deployment& deployment, std::size_t index) {
  const ir::Container& sidecar = deployment.sidecar_containers[index];
  const ir::SidecarSpec& spec = deployment.sidecars[index];
  UnitFile unit;
  unit.file_name = fmt::format("{}.container", sidecar.name.text());
  unit.header.push_back(Header(unit.file_name));

  Section about{"Unit", {}};
  Add(about, "Description", SidecarDescription(*deployment.pod, spec), {Kind::Description, {}}, spec.span);
  Section service{"Service", {}};
  Add(service, "Restart", kRestart, {Kind::Restart, {}});
  AddLimits(service, sidecar);
  Add(service, "TimeoutStartSec", kSidecarStartTimeout, {Kind::Timeout, {}});

  unit.sections.push_back(std::move(about));
  unit.sections.push_back(ContainerSection(*deployment.pod, sidecar, spec.span));
  unit.sections.push_back(std::move(service));
  return unit;
}

}  // namespace ovcc::backend
