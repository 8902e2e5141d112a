// Pass resolve-provides (§4.1, §16.4, §16.15): every template of every deployment, before any consumer is looked at.
// W1: the registry never depends on the order in which deployments were set up. External records first, then
// deployments by key, names sorted within one.
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "ir/names.h"
#include "ir/template_text.h"
#include "passes/pass.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::string_view kOwnHost = "localhost";

/// A text as others see it, and as the deployment itself does.
struct Rendered {
  Symbol foreign;
  Symbol own;
};

/// Instantiates the templates of one deployment.
class Renderer {
 public:
  Renderer(const ir::Deployment& deployment, PassContext& context)
      : deployment_(deployment), context_(context), host_(ir::ContainerName(deployment)) {}

  /// `name`: of the variable or server. Reports `provides-port-dangling`, once a port.
  Rendered Render(Symbol name, const ir::Text& text) {
    for (const std::uint16_t port : DanglingPorts(text.text())) {
      context_.diags.Emit(text.span, diag::ProvidesPortDangling, name.text(), port, deployment_.key.text())
          .Attach(deployment_.span, "published ports are those of this entry");
    }
    return {Expand(text.text(), host_), Expand(text.text(), kOwnHost)};
  }

 private:
  /// Host port of the first mapping of `container` (§16.18).
  [[nodiscard]] std::optional<std::uint16_t> HostPort(std::uint16_t container) const {
    const auto found = std::ranges::find(deployment_.ports, container, &ir::PortMapping::container);
    if (found == deployment_.ports.end()) return std::nullopt;
    return found->host;
  }

  Symbol Expand(std::string_view text, std::string_view container_name) {
    return context_.names.Intern(ir::ExpandTemplate(text, [&](ir::Placeholder placeholder) -> std::string {
      switch (placeholder.kind) {
        case ir::Placeholder::Kind::ContainerName:
          return std::string(container_name);
        case ir::Placeholder::Kind::HostPort:
          return std::to_string(HostPort(placeholder.port).value_or(placeholder.port));
        case ir::Placeholder::Kind::ContainerPort:
          return std::to_string(placeholder.port);
      }
      return "";
    }));
  }

  /// Ports of `{{.HostPort N}}` that are not published, each once.
  [[nodiscard]] std::vector<std::uint16_t> DanglingPorts(std::string_view text) const {
    std::vector<std::uint16_t> dangling;
    const auto note = [&](ir::Placeholder placeholder) -> std::string {
      if (placeholder.kind == ir::Placeholder::Kind::HostPort && !HostPort(placeholder.port) &&
          std::ranges::find(dangling, placeholder.port) == dangling.end()) {
        dangling.push_back(placeholder.port);
      }
      return "";
    };
    static_cast<void>(ir::ExpandTemplate(text, note));
    return dangling;
  }

  const ir::Deployment& deployment_;
  PassContext& context_;
  std::string host_;
};

struct Offer {
  const ir::Provide* provide = nullptr;
  const ir::SidecarSpec* sidecar = nullptr;  // null: the image offers it
};

std::string Describe(const Offer& offer, const ir::Deployment& deployment) {
  if (offer.sidecar != nullptr) return fmt::format("sidecar `{}`", offer.sidecar->name.text());
  if (!offer.provide->layer.empty()) return fmt::format("layer `{}`", offer.provide->layer.text());
  return fmt::format("image `{}`", deployment.image.text());
}

/// What a deployment offers, sorted by name: its image, then its sidecars. The first to offer a name wins (§16.15).
std::vector<Offer> OffersOf(const ir::Deployment& deployment, const ir::EffectiveImage& image, DiagnosticSink& diags) {
  std::vector<Offer> offers;
  std::unordered_map<Symbol, std::size_t> place;  // name -> index in `offers`; never iterated
  const auto add = [&](const Offer& offer) {
    const auto [known, fresh] = place.try_emplace(offer.provide->name, offers.size());
    if (fresh) {
      offers.push_back(offer);
      return;
    }
    const Offer& winner = offers[known->second];
    const std::string winner_text = Describe(winner, deployment);
    diags
        .Emit(offer.provide->span, diag::ProviderAmbiguous, offer.provide->name.text(),
              fmt::format("{} and {} of deploy `{}`", winner_text, Describe(offer, deployment), deployment.key.text()),
              winner_text)
        .Attach(winner.provide->span, "this one counts")
        .Help("offer it under another name");
  };
  for (const ir::Provide& provide : image.contract.env_provides) add({&provide, nullptr});
  for (const ir::SidecarSpec& sidecar : deployment.sidecars) {
    for (const ir::Provide& provide : sidecar.env_provides) add({&provide, &sidecar});
  }
  std::ranges::sort(offers, {}, [](const Offer& offer) { return offer.provide->name; });
  return offers;
}

bool ContinuesHostName(char c) { return IsAlphanumeric(c) || c == '-' || c == '_' || c == '.'; }

/// An address of an external record as its own deployment sees it. W4: only a whole host name is replaced, never part
/// of a longer name.
std::string WithOwnHost(std::string_view value, Symbol source) {
  const std::string host = "ov-" + ReplaceAll(source.text(), "/", "-");
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = value.find(host); at != std::string_view::npos; at = value.find(host, at + 1)) {
    const std::size_t end = at + host.size();
    const bool starts = at == 0 || !ContinuesHostName(value[at - 1]);
    const bool ends = end == value.size() || !ContinuesHostName(value[end]);
    if (at < copied || !starts || !ends) continue;
    result += value.substr(copied, at - copied);
    result += kOwnHost;
    copied = end;
  }
  return result += value.substr(copied);
}

/// Collects the registry and reports MCP servers whose name two deployments use.
class Registry {
 public:
  Registry(ir::Module& module, PassContext& context) : module_(module), context_(context) {}

  void AddExternal() {
    for (ir::EnvRecord record : module_.external_env) {
      record.external = true;
      record.own_value = context_.names.Intern(WithOwnHost(record.value.text(), record.source));
      module_.env_registry.push_back(record);
    }
    for (ir::McpRecord record : module_.external_mcp) {
      record.external = true;
      record.own_url = context_.names.Intern(WithOwnHost(record.url.text(), record.source));
      AddServer(record, record.span);
    }
  }

  void AddDeployment(const ir::Deployment& deployment, const ir::EffectiveImage& image) {
    Renderer renderer(deployment, context_);
    for (const Offer& offer : OffersOf(deployment, image, context_.diags)) {
      const ir::Provide& provide = *offer.provide;
      const Rendered value = renderer.Render(provide.name, provide.value);
      module_.env_registry.push_back({.name = provide.name,
                                      .value = value.foreign,
                                      .own_value = value.own,
                                      .source = deployment.key,
                                      .from_sidecar = offer.sidecar != nullptr,
                                      .span = provide.span});
    }
    for (const ir::McpProvide& server : image.contract.mcp_provides) {
      const Rendered url = renderer.Render(server.name, server.url);
      AddServer({.name = ServerName(server.name, deployment.instance),
                 .url = url.foreign,
                 .own_url = url.own,
                 .transport = server.transport.empty() ? context_.names.Intern("http") : server.transport,
                 .source = deployment.key,
                 .span = server.span},
                deployment.span);
    }
  }

 private:
  struct Owner {
    Symbol source;
    Span place;
    Span declared;
  };

  Symbol ServerName(Symbol declared, Symbol instance) {
    if (instance.empty()) return declared;
    return context_.names.Intern(fmt::format("{}-{}", declared.text(), instance.text()));
  }

  /// `place`: where a person sees who registers it.
  void AddServer(const ir::McpRecord& record, Span place) {
    const auto [first, fresh] = servers_.try_emplace(record.name, Owner{record.source, place, record.span});
    const Owner& owner = first->second;
    if (!fresh && owner.source != record.source) {
      Diagnostic& finding = context_.diags
                                .Emit(place, diag::McpNameTaken, record.name.text(), ir::DescribeSource(owner.source),
                                      ir::DescribeSource(record.source))
                                .Attach(owner.place, "first registered here");
      if (owner.declared != owner.place) finding.Attach(owner.declared, "provided here");
      if (record.span != place && record.span != owner.declared) finding.Attach(record.span, "and here");
    }
    module_.mcp_registry.push_back(record);
  }

  ir::Module& module_;
  PassContext& context_;
  std::unordered_map<Symbol, Owner> servers_;  // first of each name; never iterated
};

}  // namespace

void ResolveProvides(ir::Module& module, PassContext& context) {
  module.env_registry.clear();
  module.mcp_registry.clear();
  Registry registry(module, context);
  registry.AddExternal();
  for (const ir::Deployment& deployment : module.deployments) {
    const ir::Image* image = module.FindImage(deployment.image);
    if (image != nullptr && image->effective) registry.AddDeployment(deployment, *image->effective);
  }
}

}  // namespace ovcc
