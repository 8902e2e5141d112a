// Who reaches whom: MCP servers that a deployment sees, and ports that a tunnel takes outside.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "driver/explain/parts.h"
#include "driver/explain/variables.h"

namespace ovcc::explain {
namespace {

const ir::McpRecord* FindServer(const ir::Module& module, const ir::KeyValue& server) {
  const auto found = std::ranges::find_if(module.mcp_registry, [&](const ir::McpRecord& record) {
    return record.name == server.name && record.span == server.span;
  });
  return found == module.mcp_registry.end() ? nullptr : &*found;
}

Item AbsentServer(Context& context, const ir::Deployment& deployment, const ir::Dependency& wanted,
                  std::string_view verb) {
  Item item;
  item.kind = ItemKind::McpServer;
  item.name = wanted.name.text();
  item.present = false;
  std::string text = fmt::format("{} {} it", Context::OwnerText(wanted.layer, deployment), verb);
  if (!wanted.description.empty()) text += fmt::format(" ({})", wanted.description.text());
  item.reasons.push_back({text + ", but no deployment has such a server", context.PlaceOf(wanted.span)});
  for (Reason& offer : context.ServerOffersOf(wanted.name)) item.reasons.push_back(std::move(offer));
  return item;
}

/// The scope that a tunnelled port is in, and where it is listed.
Span ScopeSpan(const ir::Tunnel& tunnel, const ir::TunnelPort& port) {
  const ir::TunnelScope& scope = port.is_public ? tunnel.public_ports : tunnel.private_ports;
  const auto listed = std::ranges::find(scope.ports, port.port, &ir::TunnelScope::Port::port);
  if (listed != scope.ports.end()) return listed->span;
  return scope.span.empty() ? tunnel.span : scope.span;
}

}  // namespace

std::vector<Item> McpServers(Context& context, const ir::Deployment& deployment) {
  std::vector<Item> items;
  for (const ir::KeyValue& server : deployment.mcp_servers) {
    Item& item = items.emplace_back();
    item.kind = ItemKind::McpServer;
    item.name = server.name.text();
    item.value = server.value.text();
    const ir::McpRecord* record = FindServer(context.module(), server);
    const Symbol source = record == nullptr ? Symbol() : record->source;
    item.set_by =
        Step{item.value, Word(ir::Origin::Provide),
             OriginText(context.module(), deployment, ir::Origin::Provide, source), context.PlaceOf(server.span)};
  }
  const ir::EffectiveImage* image = context.ImageOf(deployment);
  if (image == nullptr) return items;
  const auto add_absent = [&](const std::vector<ir::Dependency>& list, std::string_view verb) {
    for (const ir::Dependency& wanted : list) {
      if (std::ranges::find(deployment.mcp_servers, wanted.name, &ir::KeyValue::name) != deployment.mcp_servers.end()) {
        continue;
      }
      items.push_back(AbsentServer(context, deployment, wanted, verb));
    }
  };
  add_absent(image->contract.mcp_requires, "requires");
  add_absent(image->contract.mcp_accepts, "accepts");
  return items;
}

std::vector<Item> Tunnel(Context& context, const ir::Deployment& deployment) {
  std::vector<Item> items;
  if (!deployment.tunnel || !deployment.entry.tunnel) return items;
  for (const ir::TunnelPort& port : deployment.tunnel->ports) {
    Item& item = items.emplace_back();
    item.kind = ItemKind::Tunnel;
    item.name = std::to_string(port.port);
    item.value = fmt::format("{}, {}, {}", Word(deployment.tunnel->provider), port.is_public ? "public" : "private",
                             port.scheme.text());
    if (!port.hostname.empty()) *item.value += fmt::format(", {}", port.hostname.text());
    item.set_by =
        Step{item.value, "deploy", "`tunnel` of the entry", context.PlaceOf(ScopeSpan(*deployment.entry.tunnel, port))};
    if (port.scheme.text() == "udp") item.reasons.push_back({"udp is not tunnelled", {}});
  }
  return items;
}

}  // namespace ovcc::explain
