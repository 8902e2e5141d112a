// Reads `tunnel:` (§9.1) and checks its shape (§9.5, §12.10); which ports exist is known only after publish-ports. In
// the mapping form nothing is defaulted. W43: the reference runs none of these checks.
#include "frontend/read/tunnel.h"

#include <algorithm>
#include <array>

#include "frontend/grammar/layer_port.h"
#include "frontend/grammar/tunnel.h"
#include "frontend/read/mapping.h"
#include "frontend/schema/deploy_fields.h"
#include "support/suggest.h"

namespace ovcc {
namespace {

using ir::TunnelProvider;
using ir::TunnelScope;

constexpr std::array<std::string_view, 2> kProviders = {"cloudflare", "tailscale"};

std::optional<TunnelProvider> ReadProvider(ReadContext& context, Span span, std::string_view word) {
  const auto provider = ParseTunnelProvider(word);
  if (provider) return *provider;
  if (word.empty()) {
    context.diags.Emit(span, diag::TunnelProviderMissing);
  } else {
    context.diags.Emit(span, diag::TunnelProvider, word).Suggest(Nearest(word, kProviders));
  }
  return std::nullopt;
}

void AddPort(ReadContext& context, const PresentField& field, const yaml::Node& item, Symbol hostname,
             TunnelScope& scope) {
  if (!ExpectElement(context, item, field.key->text, yaml::Kind::Scalar)) {
    scope.incomplete = true;
  } else if (const auto port = ParsePortNumber(item.text)) {
    scope.ports.push_back({*port, hostname, item.span});
  } else {
    context.diags.Emit(item.span, diag::TunnelScopeType, field.key->text, item.text);
    scope.incomplete = true;
  }
}

void AddHostname(ReadContext& context, const PresentField& field, const yaml::MapEntry& entry, TunnelScope& scope) {
  const yaml::Node& hostname = context.node(entry.value);
  Symbol name;
  if (hostname.kind != yaml::Kind::Null && ExpectKind(context, hostname, field.key->text, yaml::Kind::Scalar)) {
    const ir::Text text = ReadText(context, hostname);
    RefuseControlCharacters(context, text, "a host name");
    name = text.value;
  }
  AddPort(context, field, context.node(entry.key), name, scope);
}

/// `public:` or `private:`; unset for a null value.
TunnelScope ReadScope(ReadContext& context, const PresentField* field) {
  TunnelScope scope;
  if (field == nullptr || field->value->kind == yaml::Kind::Null) return scope;
  const yaml::Node& value = *field->value;
  scope.span = value.span;
  switch (value.kind) {
    case yaml::Kind::Null:
      break;
    case yaml::Kind::Scalar:
      scope.kind = TunnelScope::Kind::All;
      if (CheckTunnelScopeWord(value.text)) break;
      context.diags.Emit(value.span, diag::TunnelScopeType, field->key->text, value.text);
      scope.kind = TunnelScope::Kind::Ports;  // nobody asked for all of them
      scope.incomplete = true;
      break;
    case yaml::Kind::List:
      scope.kind = TunnelScope::Kind::Ports;
      for (const yaml::NodeId id : context.document.items(value)) {
        AddPort(context, *field, context.node(id), Symbol(), scope);
      }
      break;
    case yaml::Kind::Map:
      scope.kind = TunnelScope::Kind::Hostnames;
      for (const yaml::MapEntry& entry : context.document.entries(value)) AddHostname(context, *field, entry, scope);
      break;
  }
  return scope;
}

void CheckPortsInBoth(ReadContext& context, const ir::Tunnel& tunnel) {
  for (const TunnelScope::Port& port : tunnel.private_ports.ports) {
    const auto same = std::ranges::find(tunnel.public_ports.ports, port.port, &TunnelScope::Port::port);
    if (same == tunnel.public_ports.ports.end()) continue;
    context.diags.Emit(port.span, diag::TunnelPortBoth, port.port).Attach(same->span, "public here");
  }
}

void CheckShape(ReadContext& context, const ir::Tunnel& tunnel) {
  using Kind = TunnelScope::Kind;
  const TunnelScope& open = tunnel.public_ports;
  const TunnelScope& closed = tunnel.private_ports;
  if (open.kind == Kind::Unset && closed.kind == Kind::Unset) {
    context.diags.Emit(tunnel.span, diag::TunnelScopeMissing);
  }
  if (open.kind == Kind::All && closed.kind == Kind::All) {
    context.diags.Emit(closed.span, diag::TunnelBothAll).Attach(open.span, "`public` is `all` here");
  }
  CheckPortsInBoth(context, tunnel);
  if (closed.kind == Kind::Hostnames) context.diags.Emit(closed.span, diag::TunnelPrivateHostnames);
  if (tunnel.provider == TunnelProvider::Cloudflare && closed.kind != Kind::Unset) {
    context.diags.Emit(closed.span, diag::TunnelCloudflarePrivate);
  }
  if (tunnel.provider == TunnelProvider::Tailscale && open.kind == Kind::Hostnames) {
    context.diags.Emit(open.span, diag::TunnelTailscaleHostnames);
  }
  if (RefuseControlCharacters(context, tunnel.name, "the name of a tunnel")) return;
  if (!tunnel.name.empty() && !CheckTunnelName(tunnel.name.text())) {
    context.diags.Emit(tunnel.name.span, diag::TunnelNameInvalid, tunnel.name.text());
  }
}

std::optional<ir::Tunnel> ReadWord(ReadContext& context, const yaml::Node& value) {
  const auto provider = ReadProvider(context, value.span, value.text);
  if (!provider) return std::nullopt;
  ir::Tunnel tunnel;
  tunnel.provider = *provider;
  tunnel.span = value.span;
  TunnelScope& scope = *provider == TunnelProvider::Tailscale ? tunnel.private_ports : tunnel.public_ports;
  scope.kind = TunnelScope::Kind::All;
  scope.span = value.span;
  return tunnel;
}

}  // namespace

std::optional<ir::Tunnel> ReadTunnel(ReadContext& context, const yaml::Node& value) {
  if (value.kind == yaml::Kind::Scalar && value.text.empty()) return std::nullopt;  // not set (§3.1)
  if (value.kind == yaml::Kind::Scalar) return ReadWord(context, value);
  const MappingReader reader(context, value, schema::kTunnel);
  ir::Tunnel tunnel;
  tunnel.span = value.span;
  tunnel.name = reader.Text("tunnel");
  tunnel.public_ports = ReadScope(context, reader.Find("public"));
  tunnel.private_ports = ReadScope(context, reader.Find("private"));
  const ir::Text word = reader.Text("provider");
  const auto provider = ReadProvider(context, word.span.empty() ? value.span : word.span, word.text());
  tunnel.provider = provider.value_or(TunnelProvider::Unknown);
  CheckShape(context, tunnel);
  if (!provider) return std::nullopt;
  return tunnel;
}

}  // namespace ovcc
