// Pass publish-ports (§8, §17.4): the list of every deployment as it is published. `auto` is spelt out, then `-p`
// applies, then sidecars add their ports, then free host ports are chosen, so that no choice can take a port that
// somebody wrote. W21: an explicit address survives `-p`, and an override that matches nothing is an error.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "passes/pass.h"
#include "passes/publish_ports/automatic.h"
#include "passes/publish_ports/collisions.h"

namespace ovcc {
namespace {

/// Nothing publishes the container port of a `-p`: shows what is published.
void ReportUnmatched(const ir::Deployment& deployment, const ir::PortMapping& wanted, DiagnosticSink& diags) {
  Diagnostic& finding = diags.Emit(wanted.span, diag::PortOverrideUnmatched, deployment.key.text(), wanted.container);
  std::vector<std::string> published;
  for (const ir::PortMapping& mapping : deployment.ports) {
    if (mapping.container == 0) continue;
    published.push_back(mapping.automatic ? fmt::format("{}", mapping.container)
                                          : fmt::format("{} (on {})", mapping.container, mapping.host));
    if (!mapping.span.empty()) finding.Attach(mapping.span, fmt::format("publishes {}", mapping.container));
  }
  if (published.empty()) {
    finding.Help("it publishes no port");
  } else {
    finding.Help(fmt::format("it publishes container port {}", fmt::join(published, ", ")));
  }
}

void ApplyOverrides(ir::Deployment& deployment, DiagnosticSink& diags) {
  for (const ir::PortMapping& wanted : deployment.entry.port_overrides) {
    bool matched = false;
    for (ir::PortMapping& mapping : deployment.ports) {
      if (mapping.container != wanted.container) continue;
      if (!mapping.overridden) {
        mapping.written_host = mapping.host;
        mapping.written_span = mapping.span;
      }
      mapping.overridden = true;
      mapping.host = wanted.host;
      mapping.automatic = false;
      mapping.span = wanted.span;
      matched = true;
    }
    if (!matched) ReportUnmatched(deployment, wanted, diags);
  }
}

void AppendSidecarPorts(ir::Deployment& deployment) {
  for (const ir::SidecarSpec& sidecar : deployment.sidecars) {
    if (!sidecar.ports) continue;
    for (ir::PortMapping mapping : *sidecar.ports) {
      if (mapping.container == 0) continue;
      mapping.source = ir::PortSource::Sidecar;
      deployment.ports.push_back(mapping);
    }
  }
}

void FillAddresses(ir::Deployment& deployment, Symbol bind_address) {
  for (ir::PortMapping& mapping : deployment.ports) {
    if (!mapping.address.empty()) continue;
    mapping.address = bind_address;
    mapping.default_address = true;
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
