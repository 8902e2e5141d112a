// `localhost` where another container is meant. In a contract it is always wrong: what is provided is read elsewhere.
// In the environment of an app it is wrong if the port is another deployment's and nobody's in the own pod.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "ir/names.h"
#include "passes/lint/listening.h"
#include "passes/lint/literals.h"
#include "passes/lint/name_words.h"
#include "passes/lint/rule.h"
#include "passes/lint/secret_shape.h"
#include "passes/lint/url.h"

namespace ovcc::lint {
namespace {

constexpr std::string_view kReader = "the container of whoever reads it";

/// Contracts: templates of layers, images and sidecars, and external records.
class OfferChecker {
 public:
  explicit OfferChecker(const Context& context) : context_(context) {}

  void Check(const ir::Contract& contract) {
    Check(contract.env_provides);
    for (const ir::McpProvide& server : contract.mcp_provides) Check(server.name, server.url.text(), server.url.span);
  }

  void Check(const std::vector<ir::Provide>& provides) {
    for (const ir::Provide& provide : provides) Check(provide.name, provide.value.text(), provide.value.span);
  }

  void Check(Symbol name, std::string_view text, Span span) {
    const std::optional<Url> url = OwnAddress(name, text);
    if (!url || !seen_.insert(span.begin).second) return;
    Diagnostic& found = context_.diags.Emit(span, diag::LocalhostUrl, name.text(), url->host, kReader);
    found.Help("write `{{.ContainerName}}`: each reader gets the name that is right for it");
    found.hide_source = LooksSecret(name.text(), text);
    if (found.hide_source) return;
    std::string corrected(text);
    corrected.replace(static_cast<std::size_t>(url->host.data() - text.data()), url->host.size(), "{{.ContainerName}}");
    found.MaybeFix("write `{{.ContainerName}}`", {.span = span, .text = std::move(corrected)});
  }

  /// An external record is no template, and its place is that of the name.
  void CheckRecord(Symbol name, std::string_view text, Span span) {
    const std::optional<Url> url = OwnAddress(name, text);
    if (!url) return;
    Diagnostic& found = context_.diags.Emit(span, diag::LocalhostUrl, name.text(), url->host, kReader);
    found.Help("write the name of the container");
    found.hide_source = LooksSecret(name.text(), text);
  }

 private:
  /// Not a list of hosts (`NO_PROXY`), nor what somebody listens on.
  static bool IsOneAddress(Symbol name, std::string_view text) {
    return text.find_first_of(",; \t\n") == std::string_view::npos && name.text() != "NO_PROXY" &&
           name.text() != "no_proxy" && !NamesOwnAddress(name.text());
  }

  static std::optional<Url> OwnAddress(Symbol name, std::string_view text) {
    for (const Url& url : FindUrls(text)) {
      if (IsOwnHost(url.host) && (!url.scheme.empty() || IsOneAddress(name, text))) return url;
    }
    return std::nullopt;
  }

  const Context& context_;
  std::unordered_set<std::uint32_t> seen_;  // an entry repeats the contract of its record; never iterated
};

/// A deployment that is reached at a port.
struct Peer {
  const ir::Deployment* deployment = nullptr;
  std::uint16_t container_port = 0;
};

/// Environments of apps.
class EnvChecker {
 public:
  explicit EnvChecker(const Context& context) : context_(context), listening_(context.module) {
    for (const ir::Deployment& deployment : context.module.deployments) AddPeer(deployment);
  }

  void Check(const ir::Deployment& deployment) {
    if (deployment.network.text() == "host") return;
    const KnownPorts own = listening_.OfDeployment(deployment);
    for (const ir::EnvBinding& binding : deployment.app.env) {
      if (IsLiteral(binding) && !NamesOwnAddress(binding.name.text())) CheckValue(deployment, own, binding);
    }
  }

 private:
  /// By port: the first two, of which one is another than whoever asks.
  using Peers = std::array<Peer, 2>;

  void Put(std::uint16_t port, const Peer& peer) {
    Peers& peers = peers_[port];
    for (Peer& place : peers) {
      if (place.deployment == peer.deployment) return;
      if (place.deployment != nullptr) continue;
      place = peer;
      return;
    }
  }

  void AddPeer(const ir::Deployment& deployment) {
    for (const ir::PortMapping& mapping : deployment.ports) {
      if (mapping.container != 0) Put(mapping.container, {&deployment, mapping.container});
      if (mapping.host != 0) Put(mapping.host, {&deployment, mapping.container});
    }
    const ir::Image* image = context_.module.FindImage(deployment.image);
    if (image == nullptr) return;
    for (const std::uint16_t port : listening_.OfImage(*image).listening) Put(port, {&deployment, port});
  }

  [[nodiscard]] const Peer* FindPeer(std::uint16_t port, const ir::Deployment& asking) const {
    const auto found = peers_.find(port);
    if (found == peers_.end()) return nullptr;
    const Peer& peer = found->second[found->second[0].deployment == &asking ? 1 : 0];
    return peer.deployment == nullptr ? nullptr : &peer;
  }

  /// Without a port of its own known, an app may well speak HTTP with itself.
  static bool MayBeOwn(const Url& url, const KnownPorts& own) {
    const std::uint16_t port = *url.port;
    if (own.Serves(port) || own.host.contains(port)) return true;
    const bool speaks_http = url.scheme.starts_with("http") || url.scheme.starts_with("ws");
    return speaks_http && own.listening.empty() && own.container.empty();
  }

  void CheckValue(const ir::Deployment& deployment, const KnownPorts& own, const ir::EnvBinding& binding) {
    for (const Url& url : FindUrls(binding.value.text())) {
      // 0.0.0.0 is what something listens on.
      const bool listens = url.host == "0.0.0.0" || url.host == "[::]";
      if (url.scheme.empty() || !url.port || listens || !IsOwnHost(url.host) || MayBeOwn(url, own)) continue;
      const Peer* peer = FindPeer(*url.port, deployment);
      if (peer == nullptr || !seen_.insert(binding.span.begin).second) continue;
      const std::string_view key = peer->deployment->key.text();
      Diagnostic& found = context_.diags.Emit(binding.span, diag::LocalhostUrl, binding.name.text(), url.host,
                                              fmt::format("the container of `{}` itself", deployment.key.text()));
      found.Attach(peer->deployment->span, fmt::format("port {} is that of `{}`", *url.port, key));
      found.Help(fmt::format("write `{}:{}`", ir::ContainerName(*peer->deployment), peer->container_port));
      found.hide_source = LooksSecret(binding.name.text(), binding.value.text());
    }
  }

  const Context& context_;
  Listening listening_;
  std::unordered_map<std::uint16_t, Peers> peers_;  // never iterated
  std::unordered_set<std::uint32_t> seen_;          // of an image that is deployed twice; never iterated
};

}  // namespace

void LintLocalhostUrl(const Context& context) {
  const ir::Module& module = context.module;
  OfferChecker offers(context);
  for (const ir::Layer& layer : module.layers) offers.Check(layer.contract);
  for (const ir::Image& image : module.images) offers.Check(image.contract);
  for (const ir::SidecarSpec& sidecar : module.templates) offers.Check(sidecar.env_provides);
  for (const ir::EnvRecord& record : module.external_env)
    offers.CheckRecord(record.name, record.value.text(), record.span);
  for (const ir::McpRecord& record : module.external_mcp)
    offers.CheckRecord(record.name, record.url.text(), record.span);
  EnvChecker env(context);
  for (const ir::Deployment& deployment : module.deployments) {
    for (const ir::SidecarSpec& sidecar : deployment.entry.sidecars) offers.Check(sidecar.env_provides);
    env.Check(deployment);
  }
}

}  // namespace ovcc::lint
