// Pass plan-tunnels (§9): what the tunnel of each entry comes to, over the ports as they are published in the end
// (W21). W39: one step per host port and protocol. W41: a port is udp if its mapping or its layer says so. W15: names
// carry the instance.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "ir/names.h"
#include "passes/pass.h"
#include "passes/plan_tunnels/rules.h"

namespace ovcc {
namespace {

constexpr std::string_view kHttp = "http";
constexpr std::string_view kUdp = "udp";

using Kind = ir::TunnelScope::Kind;

/// Backend schemes by container port, from the layers (§8.4).
class ProtocolMap {
 public:
  explicit ProtocolMap(std::span<const ir::LayerPort> ports) {
    for (const ir::LayerPort& port : ports) {
      if (port.scheme.text() != kHttp) ports_[port.port] = &port;
    }
  }

  /// Null: `http`.
  [[nodiscard]] const ir::LayerPort* Find(std::uint16_t container_port) const {
    const auto found = ports_.find(container_port);
    return found == ports_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::uint16_t, const ir::LayerPort*> ports_;  // never iterated
};

/// The ports that a scope lists, by number.
class ListedPorts {
 public:
  explicit ListedPorts(const ir::TunnelScope& scope) {
    for (const ir::TunnelScope::Port& port : scope.ports) ports_.try_emplace(port.port, &port);
  }

  /// Null: not listed.
  [[nodiscard]] const ir::TunnelScope::Port* Find(std::uint16_t port) const {
    const auto found = ports_.find(port);
    return found == ports_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::uint16_t, const ir::TunnelScope::Port*> ports_;  // never iterated
};

/// Resolves the tunnel of one deployment.
class Planner {
 public:
  Planner(const ir::Deployment& deployment, const ir::Tunnel& tunnel, const ProtocolMap& schemes, PassContext& context)
      : deployment_(deployment),
        tunnel_(tunnel),
        schemes_(schemes),
        public_ports_(tunnel.public_ports),
        private_ports_(tunnel.private_ports),
        context_(context) {}

  /// Ports in the order of the port list, each host port once a protocol; the last of several mappings says the scheme
  /// (§9.2).
  std::vector<SelectedPort> Select() const {
    std::vector<SelectedPort> selected;
    std::unordered_map<std::uint32_t, std::size_t> places;  // host port and protocol; never iterated
    for (const ir::PortMapping& mapping : deployment_.ports) {
      const std::optional<SelectedPort> port = SelectMapping(mapping);
      if (!port) continue;
      const bool is_udp = port->port.scheme.text() == kUdp;
      const auto [place, fresh] = places.try_emplace(port->port.port * 2U + (is_udp ? 1U : 0U), selected.size());
      if (fresh) {
        selected.push_back(*port);
        continue;
      }
      SelectedPort& known = selected[place->second];
      known.port.scheme = port->port.scheme;
      known.scheme_span = port->scheme_span;
      if (!IsOnLoopback(*known.mapping)) known.mapping = port->mapping;
    }
    return selected;
  }

 private:
  /// Nothing if neither scope takes the port; in both it is public (§9.2).
  std::optional<SelectedPort> SelectMapping(const ir::PortMapping& mapping) const {
    const ir::TunnelScope::Port* open = public_ports_.Find(mapping.host);
    const ir::TunnelScope::Port* closed = private_ports_.Find(mapping.host);
    SelectedPort selected;
    selected.mapping = &mapping;
    selected.port.port = mapping.host;
    selected.port.is_public = open != nullptr || tunnel_.public_ports.kind == Kind::All;
    if (!selected.port.is_public && closed == nullptr && tunnel_.private_ports.kind != Kind::All) return std::nullopt;
    selected.listed = selected.port.is_public ? open : closed;
    const ir::TunnelScope& scope = selected.port.is_public ? tunnel_.public_ports : tunnel_.private_ports;
    selected.span = selected.listed != nullptr ? selected.listed->span : scope.span;
    SetScheme(mapping, selected);
    if (tunnel_.provider == ir::TunnelProvider::Cloudflare) {
      const bool named = open != nullptr && !open->hostname.empty();
      selected.port.hostname = named ? open->hostname : deployment_.entry.dns.value;
    }
    return selected;
  }

  void SetScheme(const ir::PortMapping& mapping, SelectedPort& selected) const {
    const ir::LayerPort* port = schemes_.Find(mapping.container);
    if (mapping.protocol == ir::Protocol::Udp) {
      selected.port.scheme = context_.names.Intern(kUdp);
      selected.scheme_span = mapping.span;
    } else if (port != nullptr) {
      selected.port.scheme = port->scheme;
      selected.scheme_span = port->span;
    } else {
      selected.port.scheme = context_.names.Intern(kHttp);
    }
  }

  const ir::Deployment& deployment_;
  const ir::Tunnel& tunnel_;
  const ProtocolMap& schemes_;
  ListedPorts public_ports_;
  ListedPorts private_ports_;
  PassContext& context_;
};

/// Names of the cloudflare companion unit and of its ingress file (§9.4, §11.5).
void NameCompanion(const ir::Module& module, const ir::Deployment& deployment, const ir::Tunnel& tunnel,
                   Interner& names, ir::TunnelPlan& plan) {
  plan.name = tunnel.name.empty() ? names.Intern(ir::ContainerName(deployment)) : tunnel.name.value;
  plan.unit = names.Intern(ir::TunnelUnitName(deployment));
  plan.config = names.Intern(fmt::format("{}/.config/ov/tunnels/{}.yml", module.host.home.text(), plan.name.text()));
}

/// Places of port mappings that the front end refused: nobody knows what they publish.
class RefusedMappings {
 public:
  explicit RefusedMappings(const DiagnosticSink& diags) {
    for (const Diagnostic& found : diags.all()) {
      const std::string_view code = found.info->code;
      if (code == diag::PortMappingInvalid.info.code || code == diag::PortSuffixInvalid.info.code ||
          code == diag::PortAddressInvalid.info.code) {
        begins_.push_back(found.span.begin);
      }
    }
    std::ranges::sort(begins_);
  }

  /// True if one stands in the record.
  [[nodiscard]] bool StandIn(Span record) const {
    const auto first = std::ranges::lower_bound(begins_, record.begin);
    return first != begins_.end() && *first < record.end;
  }

 private:
  std::vector<std::uint32_t> begins_;
};

/// False if a mapping was refused, or if the image is unknown and the entry has no ports of its own.
bool PortsAreKnown(const ir::Module& module, const ir::Deployment& deployment, const RefusedMappings& refused) {
  if (refused.StandIn(deployment.record_span)) return false;
  if (deployment.entry.ports || deployment.entry.resolved_ports) return true;
  const ir::Image* image = module.FindImage(deployment.image);
  if (image == nullptr || !image->effective) return false;
  return std::ranges::none_of(image->chain, [&](Symbol name) {
    const ir::Image* base = module.FindImage(name);
    return base != nullptr && refused.StandIn(base->record_span);
  });
}

ir::TunnelPlan Plan(const ir::Module& module, const ir::Deployment& deployment, const ir::Tunnel& tunnel,
                    bool ports_known, PassContext& context) {
  const ir::Image* image = module.FindImage(deployment.image);
  std::span<const ir::LayerPort> layer_ports;
  if (image != nullptr && image->effective) layer_ports = image->effective->contract.ports;
  const ProtocolMap schemes(layer_ports);
  const std::vector<SelectedPort> selected = Planner(deployment, tunnel, schemes, context).Select();
  ir::TunnelPlan plan;
  plan.provider = tunnel.provider;
  for (const SelectedPort& port : selected) plan.ports.push_back(port.port);
  if (tunnel.provider == ir::TunnelProvider::Cloudflare) {
    NameCompanion(module, deployment, tunnel, context.names, plan);
  }
  CheckTunnel(deployment, tunnel, plan, selected, ports_known, context.diags);
  return plan;
}

}  // namespace

void PlanTunnels(ir::Module& module, PassContext& context) {
  const RefusedMappings refused(context.diags);
  for (ir::Deployment& deployment : module.deployments) {
    deployment.tunnel.reset();
    const Boxed<ir::Tunnel>& tunnel = deployment.entry.tunnel;
    if (!tunnel || tunnel->provider == ir::TunnelProvider::Unknown) continue;
    const bool ports_known = PortsAreKnown(module, deployment, refused);
    deployment.tunnel = Plan(module, deployment, *tunnel, ports_known, context);
  }
}

}  // namespace ovcc
