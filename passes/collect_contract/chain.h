#pragma once

#include <vector>

#include "ir/module.h"

namespace ovcc {

/// An image with everything it stands on: its base chain, base first, the image itself last; never empty. Points into
/// the module.
struct ImageChain {
  const ir::Module* module = nullptr;
  std::vector<const ir::Image*> images;

  [[nodiscard]] const ir::Image& image() const { return *images.back(); }
};

/// The chain that compose-layers found.
[[nodiscard]] inline ImageChain ChainOf(const ir::Module& module, const ir::Image& image) {
  ImageChain chain{&module, {}};
  for (const Symbol name : image.chain) {
    if (const ir::Image* found = module.FindImage(name); found != nullptr) chain.images.push_back(found);
  }
  if (chain.images.empty()) chain.images.push_back(&image);
  return chain;
}

/// Calls `function` with each known layer of `names`, in that order.
template <class Function>
void ForEachLayer(const ir::Module& module, const std::vector<Symbol>& names, Function function) {
  for (const Symbol name : names) {
    if (const ir::Layer* layer = module.FindLayer(name); layer != nullptr) function(*layer);
  }
}

}  // namespace ovcc
