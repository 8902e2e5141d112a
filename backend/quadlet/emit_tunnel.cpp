// Tunnels: steps of tailscale in the app's unit (§9.3), companion service and ingress file of cloudflare (§11.5, §9.4).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "backend/quadlet/emit.h"
#include "backend/quadlet/service.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::backend {
namespace {

using Kind = Subject::Kind;

constexpr std::string_view kOnePort = "port";  // the line is about the port of that index, not about the whole tunnel

constexpr std::string_view kUdp = "udp";
constexpr std::string_view kTcp = "tcp";
constexpr std::string_view kTlsTerminatedTcp = "tls-terminated-tcp";

bool IsTcpFamily(std::string_view scheme) { return scheme == kTcp || scheme == kTlsTerminatedTcp; }

// `--https=N` and what stands behind it.
std::string ListenFlag(const ir::TunnelPort& port) {
  const std::string_view scheme = port.scheme.text();
  return fmt::format("--{}={}", IsTcpFamily(scheme) ? scheme : "https", port.port);
}

std::string Target(const ir::TunnelPort& port) {
  const std::string_view scheme = port.scheme.text();
  return fmt::format("{}://127.0.0.1:{}", IsTcpFamily(scheme) ? kTcp : scheme, port.port);
}

void AddCommand(Section& service, std::string_view key, std::vector<std::string> words, const Subject& subject) {
  service.lines.emplace_back(Directive{key, std::move(words), {}, subject});
}

void AddStartStep(Section& service, const ir::TunnelPort& port, const Subject& subject) {
  if (port.is_public) {
    AddComment(service, fmt::format("Port {}: public (internet-accessible)", port.port), subject);
    AddCommand(service, "ExecStartPost", {"tailscale", "funnel", "--bg", ListenFlag(port), Target(port)}, subject);
    return;
  }
  AddComment(
      service,
      fmt::format("Port {}: private (tailnet-only, {})", port.port, IsTcpFamily(port.scheme.text()) ? "tcp" : "https"),
      subject);
  AddCommand(service, "ExecStartPost", {"tailscale", "serve", "--bg", ListenFlag(port), Target(port)}, subject);
}

// True if YAML reads the bare text as this text in every version: no number, date, boolean, null or indicator.
bool IsPlainYaml(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords = {"y", "n", "yes", "no", "on", "off", "true", "false"};
  const std::string lower = ToLower(text);
  if (text.empty() || text.back() == ':' || lower == "null") return false;
  if (std::find(kWords.begin(), kWords.end(), lower) != kWords.end()) return false;
  const bool starts = text.front() == '/' || (IsAlphanumeric(text.front()) && !IsDigit(text.front()));
  return starts && std::all_of(text.begin(), text.end(), [](char c) {
           return IsAlphanumeric(c) || c == '.' || c == '_' || c == '/' || c == ':' || c == '-';
         });
}

// A scalar that cannot end early, whatever it holds.
std::string YamlText(std::string_view text) {
  if (IsPlainYaml(text)) return std::string(text);
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const auto point = DecodeUtf8(text, i).value_or(CodePoint{0xFFFD, 1});
    const bool printable = point.value >= 0x20 && point.value != 0x7F && !(point.value >= 0x80 && point.value < 0xA0) &&
                           point.value != 0x2028 && point.value != 0x2029 && point.value != 0xFEFF &&
                           point.value != 0xFFFE && point.value != 0xFFFF;
    if (point.value == '"' || point.value == '\\') {
      out += '\\';
      out += static_cast<char>(point.value);
    } else if (printable) {
      AppendUtf8(out, point.value);
    } else {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point.value));
    }
    i += point.size;
  }
  out += '"';
  return out;
}

}  // namespace

void AddTailscale(Section& service, const ir::TunnelPlan& plan) {
  for (std::size_t i = 0; i < plan.ports.size(); ++i) {
    const ir::TunnelPort& port = plan.ports[i];
    const Subject subject = {Kind::Tunnel, kOnePort, i};
    if (port.scheme.text() == kUdp) {
      AddComment(service,
                 fmt::format("Port {}: UDP — not tunneled (tailscale serve does not support UDP; accessible directly "
                             "between tailnet nodes)",
                             port.port),
                 subject);
    } else {
      AddStartStep(service, port, subject);
    }
  }
  for (std::size_t i = 0; i < plan.ports.size(); ++i) {
    const ir::TunnelPort& port = plan.ports[i];
    if (port.scheme.text() == kUdp) continue;
    AddCommand(service, "ExecStopPost", {"-tailscale", port.is_public ? "funnel" : "serve", ListenFlag(port), "off"},
               {Kind::Tunnel, kOnePort, i});
  }
}

UnitFile EmitTunnelService(const ir::Deployment& deployment, const ir::TunnelPlan& plan) {
  const std::string_view container = deployment.app.name.text();
  const std::string service_name = fmt::format("{}.service", container);
  UnitFile unit;
  unit.file_name = std::string(plan.unit.text());
  unit.is_service = true;
  unit.header.push_back(Header(unit.file_name));

  Section about{"Unit", {}};
  Add(about, "Description", fmt::format("Cloudflare Tunnel for {}", container), {Kind::Description, {}});
  Add(about, "BindsTo", service_name, {Kind::Order, {}});
  Add(about, "After", service_name, {Kind::Order, {}});
  Section service{"Service", {}};
  AddCommand(
      service, "ExecStart",
      {"cloudflared", "tunnel", "--config", std::string(plan.config.text()), "run", std::string(plan.name.text())},
      {Kind::Tunnel, {}});
  Add(service, "Restart", kRestart, {Kind::Restart, {}});
  Section install{"Install", {}};
  Add(install, "WantedBy", kStartedBy, {Kind::Start, {}});

  unit.sections = {std::move(about), std::move(service), std::move(install)};
  return unit;
}

std::string IngressFile(const ir::Host& host, const ir::TunnelPlan& plan, std::vector<LineOrigin>& lines) {
  const std::string_view name = plan.name.text();
  // §16.6: a name where the reference puts the uuid.
  std::string text = fmt::format("tunnel: {}\ncredentials-file: {}\ningress:\n", YamlText(name),
                                 YamlText(fmt::format("{}/.cloudflared/{}.json", host.home.text(), name)));
  lines.assign(3, {{Kind::Tunnel, {}}, {}});
  for (std::size_t i = 0; i < plan.ports.size(); ++i) {
    const ir::TunnelPort& port = plan.ports[i];
    if (port.scheme.text() == kUdp) continue;
    lines.insert(lines.end(), 2, {{Kind::Tunnel, kOnePort, i}, {}});
    text += fmt::format("  - hostname: {}\n    service: {}\n", YamlText(port.hostname.text()),
                        YamlText(fmt::format("{}://localhost:{}", port.scheme.text(), port.port)));
  }
  text += "  - service: http_status:404\n";
  lines.push_back({{Kind::Tunnel, {}}, {}});
  return text;
}

}  // namespace ovcc::backend
