// Ways out of an unmet requirement (§4.4, §12.3): layers and images of the project that offer the variable but are not
// deployed. Whatever is deployed has been asked already, so the whole project is searched.
#include "passes/require_env/offers.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace ovcc {
namespace {

constexpr std::size_t kShownImages = 5;

/// The place of the declaration with that name.
template <class T>
std::optional<Span> PlaceOf(const std::vector<T>& provides, Symbol name) {
  const auto found = std::ranges::find(provides, name, &T::name);
  return found == provides.end() ? std::nullopt : std::optional(found->span);
}

/// The contract that an image has without any layer; null for one that this project builds.
const ir::Contract* OwnContract(const ir::Image& image) {
  if (image.labels) return &image.labels->contract;
  return image.foreign ? &image.contract : nullptr;
}

std::string ListNames(const std::vector<Symbol>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShownImages); ++i) {
    if (i != 0) text += ", ";
    text += fmt::format("`{}`", names[i].text());
  }
  if (names.size() > kShownImages) text += fmt::format(" and {} more", names.size() - kShownImages);
  return text;
}

}  // namespace

void Offers::Prepare() {
  if (prepared_) return;
  prepared_ = true;
  for (const ir::Layer& layer : module_.layers) {
    for (const ir::Text& needed : layer.requires_layers) dependents_[needed.value].push_back(layer.name);
    for (const ir::Text& member : layer.members) dependents_[member.value].push_back(layer.name);
  }
  for (const ir::Image& image : module_.images) {
    if (!image.enabled) continue;
    for (const ir::Text& layer : image.layers) images_[layer.value].push_back(image.name);
  }
}

std::vector<Symbol> Offers::ImagesWith(Symbol layer) const {
  std::unordered_set<Symbol> seen = {layer};  // never iterated
  std::vector<Symbol> open = {layer};
  std::vector<Symbol> images;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const auto listed = images_.find(open[i]);
    if (listed != images_.end()) images.insert(images.end(), listed->second.begin(), listed->second.end());
    const auto above = dependents_.find(open[i]);
    if (above == dependents_.end()) continue;
    for (const Symbol dependent : above->second) {
      if (seen.insert(dependent).second) open.push_back(dependent);
    }
  }
  std::ranges::sort(images);
  const auto [first, last] = std::ranges::unique(images);
  images.erase(first, last);
  return images;
}

std::optional<Span> Offers::PlaceIn(const ir::Contract& contract, Symbol name) const {
  return what_ == What::Variables ? PlaceOf(contract.env_provides, name) : PlaceOf(contract.mcp_provides, name);
}

const std::vector<Label>& Offers::Of(Symbol name) {
  const auto [known, fresh] = offers_.try_emplace(name);
  std::vector<Label>& offers = known->second;
  if (!fresh) return offers;
  Prepare();
  const auto add = [&](Span place, std::string condition) {
    offers.push_back({.span = place, .text = "would be provided here, " + std::move(condition)});
  };
  for (const ir::Layer& layer : module_.layers) {
    const std::optional<Span> place = PlaceIn(layer.contract, name);
    if (!place) continue;
    const std::vector<Symbol> images = ImagesWith(layer.name);
    add(*place, images.empty() ? fmt::format("but no image has the layer `{}`", layer.name.text())
                               : fmt::format("if an image with the layer `{}` were deployed: {}", layer.name.text(),
                                             ListNames(images)));
  }
  for (const ir::Image& image : module_.images) {
    const ir::Contract* own = OwnContract(image);
    if (own == nullptr || !image.enabled) continue;
    if (const auto place = PlaceIn(*own, name)) add(*place, fmt::format("if `{}` were deployed", image.name.text()));
  }
  if (what_ == What::McpServers) return offers;  // no sidecar offers one
  for (const ir::SidecarSpec& sidecar : module_.templates) {
    const std::optional<Span> place = PlaceOf(sidecar.env_provides, name);
    if (place) add(*place, fmt::format("if the sidecar `{}` were attached", sidecar.name.text()));
  }
  return offers;
}

}  // namespace ovcc
