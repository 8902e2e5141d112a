// Ports that could be reached: host ports of deployments, and ports on which the software of a layer listens.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"

namespace ovcc::breaking {
namespace {

const std::vector<ir::PortMapping>& Published(const ir::Deployment& deployment) {
  return deployment.pod ? deployment.pod->ports : deployment.app.ports;
}

bool IsUdp(const ir::PortMapping& port) { return port.protocol == ir::Protocol::Udp; }
bool IsEverywhere(std::string_view address) { return address.empty() || address == "0.0.0.0" || address == "[::]"; }

std::string HostPort(const ir::PortMapping& port) {
  return fmt::format("host port {}{}", port.host, IsUdp(port) ? "/udp" : "");
}

/// What a client of `before` finds changed in `after`, where both open the same host port; empty: nothing.
std::string DescribeChange(const ir::PortMapping& before, const ir::PortMapping& after) {
  if (before.container != after.container) {
    return fmt::format("leads to port {} and no longer to {}", after.container, before.container);
  }
  const std::string_view now = after.address.text();
  if (IsEverywhere(now) || before.address == after.address) return "";
  const std::string was =
      IsEverywhere(before.address.text()) ? "every address" : fmt::format("`{}`", before.address.text());
  return fmt::format("is open on `{}` and no longer on {}", now, was);
}

void ComparePublished(Revisions& revisions, const DeploymentPair& pair) {
  for (const ir::PortMapping& port : Published(*pair.before)) {
    std::vector<const ir::PortMapping*> same;
    for (const ir::PortMapping& now : Published(*pair.after)) {
      if (now.host == port.host && IsUdp(now) == IsUdp(port)) same.push_back(&now);
    }
    const Consumer clients{pair.after->span, fmt::format("clients of {}", Quoted(pair.after->key))};
    if (same.empty()) {
      revisions.Report({&clients, 1}, port.span, diag::BreakingPortRemoved, Quoted(pair.after->key),
                       fmt::format("publishes {}", HostPort(port)));
      continue;
    }
    const auto unchanged = [&](const ir::PortMapping* now) { return DescribeChange(port, *now).empty(); };
    if (std::ranges::any_of(same, unchanged)) continue;
    revisions.Report({&clients, 1}, same.front()->span, diag::BreakingPortChanged, HostPort(port),
                     Quoted(pair.after->key), DescribeChange(port, *same.front()));
  }
}

/// Deployments of the layer that still publish a port of the container.
std::vector<Consumer> Publishers(const Revisions& revisions, Symbol layer, std::uint16_t port) {
  std::vector<Consumer> consumers;
  for (const DeploymentPair& pair : revisions.DeploymentsWith(layer)) {
    for (const ir::PortMapping& mapping : Published(*pair.after)) {
      if (mapping.container != port) continue;
      consumers.push_back({mapping.span, fmt::format("{} publishes it", Quoted(pair.after->key))});
    }
  }
  return consumers;
}

void CompareLayerPorts(Revisions& revisions, const Owner& before, const Owner& after) {
  for (const ir::LayerPort& port : before.contract->ports) {
    const auto& now = after.contract->ports;
    if (std::ranges::find(now, port.port, &ir::LayerPort::port) != now.end()) continue;
    revisions.Report(Publishers(revisions, before.name, port.port), port.span, diag::BreakingPortRemoved,
                     before.Title(), fmt::format("listens on port {}", port.port));
  }
}

}  // namespace

void ComparePorts(Revisions& revisions) {
  for (const DeploymentPair& pair : revisions.deployments()) ComparePublished(revisions, pair);
  for (const OwnerPair& pair : revisions.owners()) {
    if (pair.before != nullptr && pair.after != nullptr && pair.before->kind == Owner::Kind::Layer) {
      CompareLayerPorts(revisions, *pair.before, *pair.after);
    }
  }
}

}  // namespace ovcc::breaking
