// Ports on every address of the machine: because a mapping says so, or because the setting says so for all that do not.
#include <fmt/format.h>

#include <unordered_set>
#include <vector>

#include "passes/lint/rule.h"
#include "passes/publish_ports/address.h"

namespace ovcc::lint {
namespace {

/// The places where a mapping of the deployment names an address itself.
std::unordered_set<std::uint32_t> WrittenAddresses(const ir::Module& module, const ir::Deployment& deployment) {
  std::unordered_set<std::uint32_t> places;  // never iterated
  const auto add = [&](const std::vector<ir::PortMapping>& ports) {
    for (const ir::PortMapping& port : ports) {
      if (!port.address.empty()) places.insert(port.span.begin);
    }
  };
  if (deployment.entry.ports) add(*deployment.entry.ports);
  if (deployment.entry.resolved_ports) add(*deployment.entry.resolved_ports);
  const ir::Image* image = module.FindImage(deployment.image);
  if (image != nullptr && image->effective) add(image->effective->ports);
  for (const ir::SidecarSpec& sidecar : deployment.sidecars) {
    if (sidecar.ports) add(*sidecar.ports);
  }
  return places;
}

void ReportMapping(const Context& context, const ir::Deployment& deployment, const ir::PortMapping& port) {
  const Span at = port.span.empty() ? deployment.span : port.span;
  Diagnostic& found = context.diags.Emit(at, diag::PortWorldBound, deployment.key.text(),
                                         fmt::format("host port {}", port.host), port.address.text());
  if (!deployment.record_span.Contains(at)) found.Attach(deployment.span, "deployed here");
}

/// All ports that have their address from the setting are one matter.
void ReportSetting(const Context& context, const ir::Deployment& deployment, const std::vector<std::uint16_t>& ports) {
  context.diags
      .Emit(deployment.span, diag::PortWorldBound, deployment.key.text(),
            fmt::format("host port{} {}", ports.size() == 1 ? "" : "s", fmt::join(ports, ", ")),
            context.module.settings.bind_address.text())
      .Note("the setting `bind_address` (or `OV_BIND_ADDRESS`) says so for every mapping without an address")
      .Help("leave the setting out, and write the address of a network where one is to be reached");
}

void Check(const Context& context, const ir::Deployment& deployment) {
  const bool world = IsWildcardAddress(context.module.settings.bind_address.text());
  const std::unordered_set<std::uint32_t> written =
      world ? WrittenAddresses(context.module, deployment) : std::unordered_set<std::uint32_t>();
  std::vector<std::uint16_t> by_setting;
  for (const ir::PortMapping& port : deployment.ports) {
    if (port.host == 0 || !IsWildcardAddress(port.address.text())) continue;
    if (world && !written.contains(port.span.begin)) {
      by_setting.push_back(port.host);
    } else {
      ReportMapping(context, deployment, port);
    }
  }
  if (!by_setting.empty()) ReportSetting(context, deployment, by_setting);
}

}  // namespace

void LintPortWorldBound(const Context& context) {
  for (const ir::Deployment& deployment : context.module.deployments) Check(context, deployment);
}

}  // namespace ovcc::lint
