// Pass compose-layers (§2.1, §2.2): base chain and layer order of every image. Layers and images are sorted by name, so
// a position is a rank and the smallest ready position is the lexicographically smallest name. Each image is composed
// once, however many deployments use it. W10: one order everywhere, not the reference's global one. W57: the resolved
// base. W59: no intermediate images.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "passes/compose_layers/checks.h"
#include "passes/compose_layers/layer_graph.h"
#include "passes/pass.h"
#include "support/topo_sort.h"

namespace ovcc {
namespace {

/// A set of positions that is emptied in constant time.
class Marks {
 public:
  explicit Marks(std::size_t size) : stamps_(size, 0) {}
  void Clear() { ++stamp_; }
  /// False if it was there already.
  bool Add(std::size_t position) { return std::exchange(stamps_[position], stamp_) != stamp_; }
  [[nodiscard]] bool Has(std::size_t position) const { return stamps_[position] == stamp_; }

 private:
  std::vector<std::uint32_t> stamps_;
  std::uint32_t stamp_ = 1;
};

class Composer {
 public:
  Composer(const std::vector<ir::Layer>& layers, const LayerGraph& graph)
      : layers_(layers), graph_(graph), seen_(layers.size()), kept_(layers.size()), local_(layers.size()) {}

  /// Step 1: compositions taken apart, in no particular order.
  Positions Expand(const std::vector<ir::Text>& names) {
    Positions expanded;
    seen_.Clear();
    Positions pending = Known(graph_.index, names);
    while (!pending.empty()) {
      const std::size_t layer = Take(pending);
      if (!seen_.Add(layer)) continue;
      if (!graph_.dropped[layer]) expanded.push_back(layer);
      Append(pending, graph_.members[layer]);
    }
    return expanded;
  }

  /// Steps 2 and 3: closes over what `expanded` needs, without `provided`, and sorts.
  std::vector<Symbol> Order(Positions pending, const Marks& provided) {
    kept_.Clear();
    seen_.Clear();
    while (!pending.empty()) {
      const std::size_t layer = Take(pending);
      if (provided.Has(layer) || !seen_.Add(layer)) continue;
      if (!graph_.dropped[layer]) kept_.Add(layer);
      Append(pending, graph_.needs[layer]);
      visited_.push_back(layer);
    }
    return Sort();
  }

 private:
  static std::size_t Take(Positions& pending) {
    const std::size_t last = pending.back();
    pending.pop_back();
    return last;
  }

  static void Append(Positions& pending, const Positions& more) {
    pending.insert(pending.end(), more.begin(), more.end());
  }

  std::vector<Symbol> Sort() {
    Positions closed;
    for (const std::size_t layer : visited_) {
      if (kept_.Has(layer)) closed.push_back(layer);
    }
    visited_.clear();
    std::ranges::sort(closed);
    for (std::size_t i = 0; i < closed.size(); ++i) local_[closed[i]] = i;

    std::vector<Positions> needs;
    needs.reserve(closed.size());
    for (const std::size_t layer : closed) needs.push_back(KeptNeeds(layer));
    std::vector<Symbol> names;
    names.reserve(closed.size());
    for (const std::size_t i : TopologicalOrder(needs)) names.push_back(layers_[closed[i]].name);
    return names;
  }

  /// What must come before `layer`, as positions among the kept ones. A dropped composition is replaced by its members.
  Positions KeptNeeds(std::size_t layer) {
    Positions result;
    Positions pending = graph_.needs[layer];
    seen_.Clear();
    seen_.Add(layer);
    while (!pending.empty()) {
      const std::size_t need = Take(pending);
      if (!seen_.Add(need)) continue;
      if (kept_.Has(need)) {
        result.push_back(local_[need]);
      } else if (graph_.dropped[need]) {
        Append(pending, graph_.members[need]);
      }
    }
    return result;
  }

  const std::vector<ir::Layer>& layers_;
  const LayerGraph& graph_;
  Marks seen_;
  Marks kept_;
  Positions visited_;
  Positions local_;  // position among the kept layers of the image at hand
};

/// The images under `image`, nearest base first, without `image` itself. Stops where a cycle closes.
Positions BasesOf(std::size_t image, const std::vector<Positions>& bases, Marks& seen) {
  Positions chain;
  seen.Clear();
  seen.Add(image);
  for (std::size_t at = image; !bases[at].empty();) {
    at = bases[at].front();
    if (!seen.Add(at)) break;
    chain.push_back(at);
  }
  return chain;
}

void ComposeImages(ir::Module& module, const LayerGraph& graph, const std::vector<Positions>& bases) {
  Composer composer(module.layers, graph);
  std::vector<Positions> expanded;
  std::vector<Positions> provides;  // an image's share of P: its expanded layers and the names as written
  for (const ir::Image& image : module.images) {
    expanded.push_back(composer.Expand(image.layers));
    Positions provided = Known(graph.index, image.layers);
    provided.insert(provided.end(), expanded.back().begin(), expanded.back().end());
    provides.push_back(std::move(provided));
  }

  const Marks nothing(module.layers.size());
  Marks provided(module.layers.size());
  Marks seen_images(module.images.size());
  for (std::size_t i = 0; i < module.images.size(); ++i) {
    ir::Image& image = module.images[i];
    const Positions below = BasesOf(i, bases, seen_images);
    provided.Clear();
    image.chain.clear();
    for (auto base = below.rbegin(); base != below.rend(); ++base) {
      image.chain.push_back(module.images[*base].name);
      for (const std::size_t layer : provides[*base]) provided.Add(layer);
    }
    image.chain.push_back(image.name);
    image.all_layers = composer.Order(expanded[i], nothing);
    image.new_layers = below.empty() ? image.all_layers : composer.Order(expanded[i], provided);
  }
}

}  // namespace

void ComposeLayers(ir::Module& module, PassContext& context) {
  const LayerGraph graph = MakeLayerGraph(module.layers);
  CheckLayerReferences(module, graph, context.diags);
  const std::vector<Positions> bases = InternalBases(module);
  CheckBaseCycles(module, bases, context.diags);
  ComposeImages(module, graph, bases);
}

}  // namespace ovcc
