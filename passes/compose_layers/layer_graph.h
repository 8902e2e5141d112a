#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "ir/module.h"

/// Layers and images of a module as graphs over their positions. Both lists are sorted by name, so a position is a
/// rank.
namespace ovcc {

using Positions = std::vector<std::size_t>;
using PositionOf = std::unordered_map<Symbol, std::size_t>;  // never iterated

/// What layers refer to; unknown names left out.
struct LayerGraph {
  PositionOf index;
  std::vector<Positions> members;
  std::vector<Positions> needs;  // `requires`, then members
  std::vector<bool> dropped;     // composes others and has nothing of its own (§2.1)
};

/// Positions of the names that exist, in their order.
[[nodiscard]] Positions Known(const PositionOf& index, const std::vector<ir::Text>& names);

[[nodiscard]] LayerGraph MakeLayerGraph(const std::vector<ir::Layer>& layers);

/// The base of `image` as it counts: its own or that of the defaults (W57); may be empty. Source: §1.5.
[[nodiscard]] const ir::Text& ResolvedBase(const ir::Module& module, const ir::Image& image);

/// For each image the position of its internal base, an enabled image that the project builds; an empty list if it has
/// none. Source: §2.2.
[[nodiscard]] std::vector<Positions> InternalBases(const ir::Module& module);

}  // namespace ovcc
