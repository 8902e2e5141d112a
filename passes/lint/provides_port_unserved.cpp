// Addresses in contracts with a port on which nothing listens. Judged only where layers say on what they listen: the
// ports that a public image publishes are not all that it has.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "ir/template_text.h"
#include "passes/lint/listening.h"
#include "passes/lint/rule.h"
#include "support/text.h"

namespace ovcc::lint {
namespace {

struct NamedPort {
  std::uint16_t port = 0;
  bool of_host = false;  // `{{.HostPort N}}`
};

/// The ports of a template: those of placeholders, and the digits behind the container's own name.
std::vector<NamedPort> PortsOf(std::string_view text) {
  constexpr std::string_view kOwnName = "\x01:";  // no template holds a control character
  std::vector<NamedPort> ports;
  const std::string marked = ir::ExpandTemplate(text, [&](ir::Placeholder placeholder) -> std::string {
    if (placeholder.kind == ir::Placeholder::Kind::ContainerName) return std::string(kOwnName.substr(0, 1));
    ports.push_back({placeholder.port, placeholder.kind == ir::Placeholder::Kind::HostPort});
    return "";
  });
  for (std::size_t at = marked.find(kOwnName); at != std::string::npos; at = marked.find(kOwnName, at + 1)) {
    const std::string_view rest = std::string_view(marked).substr(at + kOwnName.size());
    const auto port = ParseDecimal(rest.substr(0, std::min(rest.find_first_not_of("0123456789"), rest.size())));
    if (port && *port > 0 && *port <= UINT16_MAX) ports.push_back({static_cast<std::uint16_t>(*port), false});
  }
  return ports;
}

/// One template and one of its ports.
struct Complaint {
  Symbol name;
  Span span;
  std::uint16_t port = 0;
  const ir::Image* image = nullptr;  // the first one that does not serve it
  const ir::Image* last = nullptr;
  std::size_t further_images = 0;
};

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context), listening_(context.module) {
    for (const ir::Deployment& deployment : context.module.deployments) {
      const KnownPorts known = listening_.OfDeployment(deployment);
      deployed_[deployment.image].insert(known.container.begin(), known.container.end());
    }
    for (const ir::Image& image : context.module.images) {
      for (const Symbol base : image.chain) {
        if (base != image.name) bases_.insert(base);
      }
    }
  }

  void Check(const ir::Image& image) {
    // A base that nobody deploys is completed by the images that stand on it.
    const bool unfinished = bases_.contains(image.name) && !deployed_.contains(image.name);
    if (!image.enabled || image.labels || unfinished || listening_.OfImage(image).listening.empty()) return;
    CheckContract(image, image.contract);
    for (const Symbol name : image.chain) {
      const ir::Image* link = context_.module.FindImage(name);
      if (link == nullptr) continue;
      for (const Symbol layer_name : link->all_layers) {
        if (const ir::Layer* layer = context_.module.FindLayer(layer_name)) CheckContract(image, layer->contract);
      }
    }
  }

  void Report() const {
    for (const auto& [place, complaint] : complaints_) {
      Diagnostic& found = context_.diags.Emit(complaint.span, diag::ProvidesPortUnserved, complaint.name.text(),
                                              complaint.port, complaint.image->name.text());
      found.Attach(complaint.image->span, "the image");
      if (complaint.further_images == 0) continue;
      found.Note(
          fmt::format("nor in {} other image{}", complaint.further_images, complaint.further_images == 1 ? "" : "s"));
    }
  }

 private:
  void CheckContract(const ir::Image& image, const ir::Contract& contract) {
    for (const ir::Provide& provide : contract.env_provides) CheckText(image, provide.name, provide.value);
    for (const ir::McpProvide& server : contract.mcp_provides) CheckText(image, server.name, server.url);
  }

  void CheckText(const ir::Image& image, Symbol name, const ir::Text& text) {
    const auto deployed = deployed_.find(image.name);
    for (const NamedPort& named : PortsOf(text.text())) {
      // `provides-port-dangling` judges host ports of what is deployed.
      if (named.of_host && deployed != deployed_.end()) continue;
      if (listening_.OfImage(image).Serves(named.port)) continue;
      if (deployed != deployed_.end() && deployed->second.contains(named.port)) continue;
      Complaint& complaint = complaints_[{text.span.begin, named.port}];
      if (complaint.image == nullptr) {
        complaint = {name, text.span, named.port, &image, &image, 0};
      } else if (complaint.last != &image) {
        complaint.last = &image;
        ++complaint.further_images;
      }
    }
  }

  const Context& context_;
  Listening listening_;
  std::unordered_map<Symbol, std::unordered_set<std::uint16_t>> deployed_;  // image -> ports; never iterated
  std::unordered_set<Symbol> bases_;                                        // never iterated
  std::map<std::pair<std::uint32_t, std::uint16_t>, Complaint> complaints_;
};

}  // namespace

void LintProvidesPortUnserved(const Context& context) {
  Checker checker(context);
  for (const ir::Image& image : context.module.images) checker.Check(image);
  checker.Report();
}

}  // namespace ovcc::lint
