// Findings of compose-layers (§12.2), over every layer and image, whether or not something uses it. A cycle begins with
// its smallest name and is reported at the reference that leaves it.
#include "passes/compose_layers/checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "support/suggest.h"
#include "support/topo_sort.h"

namespace ovcc {
namespace {

/// Reports references to layers that exist nowhere.
class UnknownLayers {
 public:
  UnknownLayers(const ir::Module& module, const PositionOf& index, DiagnosticSink& diags)
      : index_(index), suggester_(NamesOf(module)), diags_(diags) {}

  void Check(const std::vector<ir::Text>& references) {
    for (const ir::Text& reference : references) {
      if (index_.contains(reference.value)) continue;
      Diagnostic& found = diags_.Emit(reference.span, diag::UnknownLayer, reference.text());
      if (reference.text().starts_with('@')) {
        found.Help("layers of other repositories are not fetched: copy it into layers/");
      } else {
        found.Suggest(suggester_.Nearest(reference.text()));
      }
    }
  }

 private:
  static std::vector<std::string_view> NamesOf(const ir::Module& module) {
    std::vector<std::string_view> names;
    for (const ir::Layer& layer : module.layers) names.push_back(layer.name.text());
    return names;
  }

  const PositionOf& index_;
  Suggester suggester_;
  DiagnosticSink& diags_;
};

/// Checks that concern one layer.
void CheckReferences(const ir::Layer& layer, DiagnosticSink& diags) {
  std::unordered_map<Symbol, Span> included;  // never iterated
  for (const ir::Text& member : layer.members) {
    included.emplace(member.value, member.span);
    if (member.value == layer.name) diags.Emit(member.span, diag::LayerIncludesSelf, layer.name.text());
  }
  for (const ir::Text& need : layer.requires_layers) {
    const auto found = included.find(need.value);
    if (found == included.end()) continue;
    diags.Emit(need.span, diag::LayerIncludeAndRequire, layer.name.text(), need.text())
        .Attach(found->second, "included here");
  }
}

/// `a -> b -> a`; the middle of a long one is only counted.
template <class T>
std::string Chain(const std::vector<T>& items, const Positions& cycle) {
  constexpr std::size_t kShown = 16;
  std::string chain;
  for (std::size_t step = 0; step < std::min(cycle.size(), kShown); ++step) {
    chain += items[cycle[step]].name.text();
    chain += " -> ";
  }
  if (cycle.size() > kShown) chain += fmt::format("… ({} more) -> ", cycle.size() - kShown);
  chain += items[cycle.front()].name.text();
  return chain;
}

/// Where `layer` names `other`, and how.
Label Reference(const ir::Layer& layer, Symbol other) {
  for (const ir::Text& need : layer.requires_layers) {
    if (need.value == other) {
      return {need.span, std::string("`").append(layer.name.text()).append("` requires `").append(other.text()) + "`"};
    }
  }
  for (const ir::Text& member : layer.members) {
    if (member.value == other) {
      return {member.span,
              std::string("`").append(layer.name.text()).append("` includes `").append(other.text()) + "`"};
    }
  }
  return {layer.span, ""};
}

void CheckLayerCycles(const ir::Module& module, const LayerGraph& graph, DiagnosticSink& diags) {
  std::vector<Positions> needs = graph.needs;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    // A layer that lists itself in `layers` has its own rule; one that requires itself is a cycle.
    const std::vector<ir::Text>& required = module.layers[i].requires_layers;
    const bool requires_itself = std::ranges::find(required, module.layers[i].name, &ir::Text::value) != required.end();
    if (!requires_itself) std::erase(needs[i], i);
  }
  for (const Positions& cycle : FindCycles(needs)) {
    const auto reference = [&](std::size_t step) {
      return Reference(module.layers[cycle[step]], module.layers[cycle[(step + 1) % cycle.size()]].name);
    };
    Diagnostic& finding = diags.Emit(reference(0).span, diag::LayerCycle, Chain(module.layers, cycle));
    for (std::size_t step = 1; step < cycle.size(); ++step) {
      const Label label = reference(step);
      finding.Attach(label.span, label.text);
    }
  }
}

}  // namespace

void CheckLayerReferences(const ir::Module& module, const LayerGraph& graph, DiagnosticSink& diags) {
  UnknownLayers unknown(module, graph.index, diags);
  for (const ir::Layer& layer : module.layers) {
    unknown.Check(layer.requires_layers);
    unknown.Check(layer.members);
    CheckReferences(layer, diags);
  }
  for (const ir::Image& image : module.images) unknown.Check(image.layers);
  CheckLayerCycles(module, graph, diags);
}

void CheckBaseCycles(const ir::Module& module, const std::vector<Positions>& bases, DiagnosticSink& diags) {
  for (const Positions& cycle : FindCycles(bases)) {
    const ir::Image& first = module.images[cycle.front()];
    // A base that comes from `defaults` stands outside of the image, which decides whether the cycle is in use.
    const bool by_default = first.base.empty();
    Diagnostic& finding =
        diags.Emit(by_default ? first.span : first.base.span, diag::BaseCycle, Chain(module.images, cycle));
    for (std::size_t step = by_default ? 0 : 1; step < cycle.size(); ++step) {
      const ir::Image& image = module.images[cycle[step]];
      finding.Attach(ResolvedBase(module, image).span, std::string("base of `").append(image.name.text()).append("`"));
    }
  }
}

}  // namespace ovcc
