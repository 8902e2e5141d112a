// The pod of a deployment with sidecars (§11.2): it owns network, name resolution, shared memory, user mapping and
// ports.
#include <fmt/format.h>

#include "backend/quadlet/emit.h"

namespace ovcc::backend {

namespace {

using Kind = Subject::Kind;

}  // namespace

UnitFile EmitPod(const EmitContext& context, const ir::Deployment& deployment) {
  const ir::Pod& pod = *deployment.pod;
  UnitFile unit;
  unit.file_name = fmt::format("{}.pod", pod.name.text());
  unit.header.push_back(Header(unit.file_name));

  Section section{"Pod", {}};
  Add(section, "PodName", pod.name.text(), {Kind::Pod, {}}, deployment.span);
  AddNetwork(section, context, pod.network);
  for (const Symbol server : pod.dns) Add(section, "DNS", server.text(), {Kind::Resolver, {}});
  for (const Symbol domain : pod.dns_search) Add(section, "DNSSearch", domain.text(), {Kind::Resolver, {}});
  AddText(section, "ShmSize", pod.shm_size, {Kind::Security, "shm_size"});
  if (!pod.user_namespace.empty()) {
    Add(section, "UserNS", pod.user_namespace.text(), {Kind::UserNamespace, {}});  // W35
  }
  AddPorts(section, pod.ports);

  unit.sections.push_back(std::move(section));
  unit.sections.push_back(InstallSection(context.settings, deployment));
  return unit;
}

}  // namespace ovcc::backend
