// Rules of tunnels over the final ports (§9.5, §12.10). W43: the reference holds them in code that nothing calls.
#include "passes/plan_tunnels/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "support/text.h"

namespace ovcc {
namespace {

using Kind = ir::TunnelScope::Kind;

constexpr auto kFunnelPorts = std::to_array<std::uint16_t>({443, 8443, 10000});
constexpr auto kTailscaleSchemes =
    std::to_array<std::string_view>({"http", "https", "https+insecure", "tcp", "tls-terminated-tcp"});
constexpr auto kCloudflareSchemes = std::to_array<std::string_view>({"http", "https", "tcp", "ssh", "rdp", "smb"});

bool IsUdp(const SelectedPort& selected) { return selected.port.scheme.text() == "udp"; }

bool IsTcpFamily(std::string_view scheme) { return scheme == "tcp" || scheme == "tls-terminated-tcp"; }

bool IsFunnelPort(std::uint16_t port) { return std::ranges::find(kFunnelPorts, port) != kFunnelPorts.end(); }

bool IsServePort(std::uint16_t port) { return port == 80 || port == 443 || (port >= 3000 && port <= 10000); }

/// A tunnel lists host ports; the commonest slip is the container port behind one.
void ReportUnknownPort(const ir::Deployment& deployment, const ir::TunnelScope::Port& port, DiagnosticSink& diags) {
  Diagnostic& finding = diags.Emit(port.span, diag::TunnelPortUnknown, port.port, deployment.key.text());
  const auto behind = std::ranges::find(deployment.ports, port.port, &ir::PortMapping::container);
  if (behind != deployment.ports.end()) {
    const std::string host = std::to_string(behind->host);
    finding.MaybeFix(fmt::format("write `{}`", host), {.span = port.span, .text = host})
        .Help(fmt::format("did you mean `{}`, which leads to container port {}?", host, port.port));
    if (!behind->span.empty()) finding.Attach(behind->span, "the mapping");
    return;
  }
  std::vector<std::uint16_t> hosts;
  for (const ir::PortMapping& mapping : deployment.ports) hosts.push_back(mapping.host);
  if (!hosts.empty()) finding.Help(fmt::format("its host ports: {}", fmt::join(hosts, ", ")));
}

/// Listed ports that nothing publishes; true if there is one.
bool CheckListedPorts(const ir::Deployment& deployment, const ir::Tunnel& tunnel, DiagnosticSink& diags) {
  std::unordered_set<std::uint16_t> published;  // never iterated
  for (const ir::PortMapping& mapping : deployment.ports) published.insert(mapping.host);
  bool unknown = false;
  for (const ir::TunnelScope* scope : {&tunnel.public_ports, &tunnel.private_ports}) {
    for (const ir::TunnelScope::Port& port : scope->ports) {
      if (published.contains(port.port)) continue;
      ReportUnknownPort(deployment, port, diags);
      unknown = true;
    }
  }
  return unknown;
}

bool Supports(ir::TunnelProvider provider, std::string_view scheme) {
  switch (provider) {
    case ir::TunnelProvider::Tailscale:
      return std::ranges::find(kTailscaleSchemes, scheme) != kTailscaleSchemes.end();
    case ir::TunnelProvider::Cloudflare:
      return std::ranges::find(kCloudflareSchemes, scheme) != kCloudflareSchemes.end();
    case ir::TunnelProvider::Unknown:
      return true;
  }
  return true;
}

/// Shows what says that the port speaks this.
void AttachScheme(Diagnostic& finding, const SelectedPort& selected) {
  if (selected.scheme_span.empty()) return;
  finding.Attach(selected.scheme_span, fmt::format("`{}` is said here", selected.port.scheme.text()));
}

/// What tailscale can offer to the internet: with `all` only a few ports, where a port is listed no bare TCP.
void CheckTailscalePort(const SelectedPort& selected, DiagnosticSink& diags) {
  if (!selected.port.is_public) return;
  const std::uint16_t port = selected.port.port;
  const bool tcp_family = IsTcpFamily(selected.port.scheme.text());
  if (selected.listed == nullptr) {
    if (!tcp_family && !IsFunnelPort(port)) diags.Emit(selected.span, diag::TunnelPublicPort, port);
  } else if (tcp_family) {
    AttachScheme(diags.Emit(selected.span, diag::TunnelPublicTcp, port, selected.port.scheme.text()), selected);
  }
}

/// Ports that are tunnelled as udp alone: they are skipped, whatever their number.
std::unordered_set<std::uint16_t> SkippedPorts(std::span<const SelectedPort> selected) {
  std::unordered_set<std::uint16_t> skipped;  // never iterated
  for (const SelectedPort& port : selected) {
    if (IsUdp(port)) skipped.insert(port.port.port);
  }
  for (const SelectedPort& port : selected) {
    if (!IsUdp(port)) skipped.erase(port.port.port);
  }
  return skipped;
}

/// The numbers that a tailscale tunnel lists, published or not. `all` has limits of its own.
void CheckListedNumbers(const ir::Tunnel& tunnel, std::span<const SelectedPort> selected, DiagnosticSink& diags) {
  const std::unordered_set<std::uint16_t> skipped = SkippedPorts(selected);  // never iterated
  for (const ir::TunnelScope::Port& port : tunnel.public_ports.ports) {
    if (IsFunnelPort(port.port) || skipped.contains(port.port)) continue;
    diags.Emit(port.span, diag::TunnelPublicPort, port.port);
  }
  for (const ir::TunnelScope::Port& port : tunnel.private_ports.ports) {
    if (IsServePort(port.port) || skipped.contains(port.port)) continue;
    diags.Emit(port.span, diag::TunnelPrivatePort, port.port);
  }
}

/// The tunnel connects to 127.0.0.1, whatever the mapping is bound to.
void CheckBackendAddress(const SelectedPort& selected, DiagnosticSink& diags) {
  if (IsOnLoopback(*selected.mapping)) return;
  diags.Emit(selected.mapping->span, diag::TunnelBackendAddress, selected.port.port, selected.mapping->address.text())
      .Attach(selected.span, "tunnelled because of this");
}

void CheckPort(const ir::Tunnel& tunnel, const SelectedPort& selected, DiagnosticSink& diags) {
  if (IsUdp(selected)) {
    AttachScheme(diags.Emit(selected.span, diag::TunnelUdpSkipped, selected.port.port), selected);
    return;
  }
  const std::string_view scheme = selected.port.scheme.text();
  const bool tailscale = tunnel.provider == ir::TunnelProvider::Tailscale;
  if (!Supports(tunnel.provider, scheme)) {
    AttachScheme(diags.Emit(selected.span, diag::TunnelScheme, selected.port.port, scheme,
                            tailscale ? "tailscale" : "cloudflare"),
                 selected);
  }
  if (tailscale) CheckTailscalePort(selected, diags);
  CheckBackendAddress(selected, diags);
}

/// Every public port of a cloudflare tunnel needs a host name of its own.
void CheckHostnames(const ir::Deployment& deployment, const ir::Tunnel& tunnel, std::span<const SelectedPort> selected,
                    DiagnosticSink& diags) {
  if (tunnel.public_ports.kind == Kind::Hostnames) {
    for (const SelectedPort& port : selected) {
      const bool named = !port.port.is_public || !port.port.hostname.empty();
      if (!named && !IsUdp(port)) diags.Emit(port.span, diag::TunnelCloudflareHostname);
    }
    return;
  }
  if (tunnel.public_ports.incomplete && tunnel.public_ports.ports.empty()) return;
  const auto tunnelled =
      std::ranges::count_if(selected, [](const SelectedPort& port) { return port.port.is_public && !IsUdp(port); });
  if (tunnelled > 1) diags.Emit(tunnel.public_ports.span, diag::TunnelCloudflareMulti);
  if (deployment.entry.dns.empty()) diags.Emit(tunnel.span, diag::TunnelCloudflareHostname);
}

/// The container's name is the tunnel's unless another is written; a key may hold characters that a tunnel may not.
void CheckDefaultName(const ir::Tunnel& tunnel, const ir::TunnelPlan& plan, DiagnosticSink& diags) {
  if (!tunnel.name.empty()) return;
  const bool fits = std::ranges::all_of(plan.name.text(), [](char c) { return IsAlphanumeric(c) || c == '-'; });
  if (!fits) diags.Emit(tunnel.span, diag::TunnelNameInvalid, plan.name.text());
}

}  // namespace

bool IsOnLoopback(const ir::PortMapping& mapping) {
  const std::string_view address = mapping.address.text();
  const bool wildcard = address.find_first_not_of("0.:[]") == std::string_view::npos;
  return wildcard || address == "127.0.0.1";
}

void CheckTunnel(const ir::Deployment& deployment, const ir::Tunnel& tunnel, const ir::TunnelPlan& plan,
                 std::span<const SelectedPort> selected, bool ports_known, DiagnosticSink& diags) {
  const bool unknown_port = ports_known && CheckListedPorts(deployment, tunnel, diags);
  for (const SelectedPort& port : selected) CheckPort(tunnel, port, diags);
  if (tunnel.provider == ir::TunnelProvider::Tailscale) CheckListedNumbers(tunnel, selected, diags);
  if (tunnel.provider == ir::TunnelProvider::Cloudflare) {
    CheckHostnames(deployment, tunnel, selected, diags);
    CheckDefaultName(tunnel, plan, diags);
  }
  const bool asks_for_ports = tunnel.public_ports.kind != Kind::Unset || tunnel.private_ports.kind != Kind::Unset;
  const bool complete = ports_known && !tunnel.public_ports.incomplete && !tunnel.private_ports.incomplete;
  if (selected.empty() && asks_for_ports && complete && !unknown_port) {
    diags.Emit(tunnel.span, diag::TunnelEmpty, deployment.key.text());
  }
}

}  // namespace ovcc
