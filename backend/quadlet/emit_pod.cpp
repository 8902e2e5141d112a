// The pod of a deployment with sidecars (§11.2): it owns network, name resolution, shared memory, user mapping and
// ports.
#include <fmt/format.h>

#include "backend/quadlet/emit.h"

namespace ovcc::backend {

UnitFile EmitPod(const EmitContext& context, const ir::Deployment& deployment) {
  const ir::Pod& pod = *deployment.pod;
  UnitFile unit;
  unit.file_name = fmt::format("{}.pod", pod.name.text());
  unit.header.push_back(Header(unit.file_name));

  Section section{"Pod", {}};
  Add(section, "PodName", pod.name.text(), deployment.span);
  AddNetwork(section, context, pod.network);
  for (const Symbol server : pod.dns) Add(section, "DNS", server.text());
  for (const Symbol domain : pod.dns_search) Add(section, "DNSSearch", domain.text());
  AddText(section, "ShmSize", pod.shm_size);
  if (!pod.user_namespace.empty()) Add(section, "UserNS", pod.user_namespace.text());  // W35
  AddPorts(section, pod.ports);

  unit.sections.push_back(std::move(section));
  unit.sections.push_back(InstallSection(context.module, deployment));
  return unit;
}

}  // namespace ovcc::backend
