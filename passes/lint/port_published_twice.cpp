// Container ports that two host ports of one deployment lead to. What cannot be bound at all is an error of the build.
#include <fmt/format.h>

#include <unordered_map>

#include "passes/lint/rule.h"
#include "passes/publish_ports/address.h"

namespace ovcc::lint {
namespace {

bool IsUdp(const ir::PortMapping& port) { return port.protocol == ir::Protocol::Udp; }

std::string HostSide(const ir::PortMapping& port, bool with_address) {
  return with_address ? fmt::format("{}:{}", port.address.text(), port.host) : fmt::format("{}", port.host);
}

void Report(const Context& context, const ir::Deployment& deployment, const ir::PortMapping& first,
            const ir::PortMapping& next) {
  const bool same_number = first.host == next.host;
  const Span at = next.span.empty() ? deployment.span : next.span;
  Diagnostic& found = context.diags
                          .Emit(at, diag::PortPublishedTwice, deployment.key.text(), next.container,
                                HostSide(first, same_number), HostSide(next, same_number))
                          .Attach(first.span, "first published here");
  if (!deployment.record_span.Contains(at)) found.Attach(deployment.span, "deployed here");
}

void Check(const Context& context, const ir::Deployment& deployment) {
  // The first mapping of each container port and protocol; never iterated.
  std::unordered_map<std::uint32_t, const ir::PortMapping*> firsts;
  for (const ir::PortMapping& port : deployment.ports) {
    const auto [known, is_new] = firsts.try_emplace(port.container * 2U + (IsUdp(port) ? 1U : 0U), &port);
    if (is_new) continue;
    const ir::PortMapping& first = *known->second;
    if (!AddressesOverlap(first.address.text(), port.address.text())) continue;
    const bool equal = first.host == port.host && AddressKey(first.address.text()) == AddressKey(port.address.text());
    if (!equal) Report(context, deployment, first, port);  // otherwise `port-duplicate`
  }
}

}  // namespace

void LintPortPublishedTwice(const Context& context) {
  for (const ir::Deployment& deployment : context.module.deployments) Check(context, deployment);
}

}  // namespace ovcc::lint
