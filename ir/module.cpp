// Look-up in the sorted lists of a module, and what messages say of its records. The front end sorts them; the verifier
// checks it.
#include "ir/module.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace ovcc::ir {
namespace {

template <class List, class Projection>
auto* FindSorted(List& list, Symbol name, Projection projection) {
  const auto found = std::ranges::lower_bound(list, name, std::less<>(), projection);
  return found != list.end() && std::invoke(projection, *found) == name ? &*found : nullptr;
}

}  // namespace

std::string DescribeSource(Symbol source) {
  return source.empty() ? "an unnamed source" : fmt::format("`{}`", source.text());
}

const Layer* Module::FindLayer(Symbol name) const { return FindSorted(layers, name, &Layer::name); }

const Image* Module::FindImage(Symbol name) const { return FindSorted(images, name, &Image::name); }

Image* Module::FindImage(Symbol name) { return FindSorted(images, name, &Image::name); }

const SidecarSpec* Module::FindTemplate(Symbol name) const { return FindSorted(templates, name, &SidecarSpec::name); }

const Deployment* Module::FindDeployment(Symbol key) const { return FindSorted(deployments, key, &Deployment::key); }

}  // namespace ovcc::ir
