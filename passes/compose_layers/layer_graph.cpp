// Graphs of compose-layers (§2.1, §2.2).
#include "passes/compose_layers/layer_graph.h"

#include <utility>

namespace ovcc {
namespace {

template <class T>
PositionOf IndexByName(const std::vector<T>& items) {
  PositionOf index;
  for (std::size_t i = 0; i < items.size(); ++i) index.emplace(items[i].name, i);
  return index;
}

}  // namespace

Positions Known(const PositionOf& index, const std::vector<ir::Text>& names) {
  Positions known;
  for (const ir::Text& name : names) {
    if (const auto found = index.find(name.value); found != index.end()) known.push_back(found->second);
  }
  return known;
}

LayerGraph MakeLayerGraph(const std::vector<ir::Layer>& layers) {
  LayerGraph graph{IndexByName(layers), {}, {}, {}};
  for (const ir::Layer& layer : layers) {
    Positions members = Known(graph.index, layer.members);
    Positions needs = Known(graph.index, layer.requires_layers);
    needs.insert(needs.end(), members.begin(), members.end());
    graph.members.push_back(std::move(members));
    graph.needs.push_back(std::move(needs));
    graph.dropped.push_back(!layer.members.empty() && !layer.has_content);
  }
  return graph;
}

const ir::Text& ResolvedBase(const ir::Module& module, const ir::Image& image) {
  return image.base.empty() ? module.defaults.base : image.base;
}

std::vector<Positions> InternalBases(const ir::Module& module) {
  const PositionOf index = IndexByName(module.images);
  std::vector<Positions> bases(module.images.size());
  for (std::size_t i = 0; i < module.images.size(); ++i) {
    if (module.images[i].foreign || module.images[i].unwritten) continue;
    const auto found = index.find(ResolvedBase(module, module.images[i]).value);
    if (found == index.end()) continue;
    const ir::Image& base = module.images[found->second];
    if (base.enabled && !base.foreign && !base.unwritten) bases[i].push_back(found->second);
  }
  return bases;
}

}  // namespace ovcc
