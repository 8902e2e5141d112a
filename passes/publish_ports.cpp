// Pass publish-ports (§8, §17.4): the list of every deployment as it is published. `auto` is spelt out, then `-p`
// applies, then sidecars add their ports, then free host ports are chosen, so that no choice can take a port that
// somebody wrote. W21: an explicit address survives `-p`, and an override that matches nothing is an error.
#include <algorithm>
#include <unordered_map>

#include "passes/pass.h"
#include "passes/publish_ports/automatic.h"
#include "passes/publish_ports/collisions.h"

namespace ovcc {
namespace {

void ApplyOverrides(ir::Deployment& deployment, DiagnosticSink& diags) {
  for (const ir::PortMapping& wanted : deployment.entry.port_overrides) {
    bool matched = false;
    for (ir::PortMapping& mapping : deployment.ports) {
      if (mapping.container != wanted.container) continue;
      mapping.host = wanted.host;
      mapping.automatic = false;
      mapping.span = wanted.span;
      matched = true;
    }
    if (matched) continue;
    diags.Emit(wanted.span, diag::PortOverrideUnmatched, deployment.key.text(), wanted.container);
  }
}

void AppendSidecarPorts(ir::Deployment& deployment) {
  for (const ir::SidecarSpec& sidecar : deployment.sidecars) {
    if (!sidecar.ports) continue;
    std::ranges::copy_if(*sidecar.ports, std::back_inserter(deployment.ports),
                         [](const ir::PortMapping& mapping) { return mapping.container != 0; });
  }
}

void FillAddresses(ir::Deployment& deployment, Symbol bind_address) {
  for (ir::PortMapping& mapping : deployment.ports) {
    if (mapping.address.empty()) mapping.address = bind_address;
  }
}

}  // namespace

void PublishPorts(ir::Module& module, PassContext& context) {
  for (ir::Deployment& deployment : module.deployments) {
    const ir::Image* image = module.FindImage(deployment.image);
    if (image != nullptr && image->effective) SpellOutAutomatic(deployment, image->effective->ports);
    ApplyOverrides(deployment, context.diags);
    AppendSidecarPorts(deployment);
  }
  ChooseHostPorts(module.deployments, context.diags);
  for (ir::Deployment& deployment : module.deployments) FillAddresses(deployment, module.settings.bind_address);
  ReportPortConflicts(module.deployments, context.diags);
}

}  // namespace ovcc
