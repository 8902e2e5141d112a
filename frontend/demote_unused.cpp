// A finding in a layer or image that no compiled entry uses is at most a warning (§12). Works on places: the files of
// unused layers and the records of unused images. Where a built image was inspected, its sources are not used.
#include "frontend/demote_unused.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace ovcc {
namespace {

struct Used {
  std::unordered_set<Symbol> deployed;  // images; never iterated
  std::unordered_set<Symbol> records;   // images whose record in the project counts; never iterated
  std::unordered_set<Symbol> layers;    // never iterated
};

/// Everything that the written layers of an image name, composing layers without content included: those are in no list
/// that compose-layers makes, but are used all the same.
void AddLayersOf(const ir::Module& module, const ir::Image& image, Used& used) {
  std::vector<Symbol> open;
  for (const ir::Text& layer : image.layers) open.push_back(layer.value);
  while (!open.empty()) {
    const Symbol name = open.back();
    open.pop_back();
    if (!used.layers.insert(name).second) continue;
    const ir::Layer* layer = module.FindLayer(name);
    if (layer == nullptr) continue;
    for (const auto* names : {&layer->members, &layer->requires_layers}) {
      for (const ir::Text& next : *names) open.push_back(next.value);
    }
  }
}

Used FindUsed(const ir::Module& module) {
  Used used;
  for (const ir::Deployment& deployment : module.deployments) {
    if (deployment.image.empty() || !used.deployed.insert(deployment.image).second) continue;
    const ir::Image* image = module.FindImage(deployment.image);
    if (image == nullptr || image->labels) continue;
    used.records.insert(image->name);
    used.records.insert(image->chain.begin(), image->chain.end());
  }
  for (const ir::Image& image : module.images) {
    if (used.records.contains(image.name)) AddLayersOf(module, image, used);
  }
  return used;
}

/// Places of what is not used, in ascending order; they do not overlap.
std::vector<Span> UnusedPlaces(const ir::Module& module) {
  const Used used = FindUsed(module);
  std::vector<Span> places;
  for (const ir::Layer& layer : module.layers) {
    if (!used.layers.contains(layer.name) && !layer.file_span.empty()) places.push_back(layer.file_span);
  }
  for (const ir::Image& image : module.images) {
    const bool read = used.records.contains(image.name) || image.unwritten;
    if (!read && !image.record_span.empty()) places.push_back(image.record_span);
    if (image.labels && !used.deployed.contains(image.name) && !image.labels->record_span.empty()) {
      places.push_back(image.labels->record_span);
    }
  }
  std::ranges::sort(places, {}, &Span::begin);
  return places;
}

/// What a finding is about: a repeated definition is judged by the one that counts, being none itself.
Span PlaceOf(const Diagnostic& found) {
  const bool repeats = found.info == &diag::DuplicateDefinition.info && !found.labels.empty();
  return repeats ? found.labels.front().span : found.span;
}

}  // namespace

void DemoteUnused(const ir::Module& module, DiagnosticSink& diags) {
  const std::vector<Span> places = UnusedPlaces(module);
  for (Diagnostic& found : diags.all()) {
    if (found.severity != Severity::Error || found.info->code.starts_with("yaml-") || found.span.empty()) continue;
    const Span place = PlaceOf(found);
    const auto after = std::ranges::upper_bound(places, place.begin, {}, &Span::begin);
    if (after == places.begin() || !std::prev(after)->Contains(place)) continue;
    found.severity = Severity::Warning;
  }
}

}  // namespace ovcc
