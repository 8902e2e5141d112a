// Rules that need all layers of an image and its base chain at once (§12.2, §12.6).
#include "passes/collect_contract/checks.h"

#include <vector>

namespace ovcc {
namespace {

/// Every layer of the chain once an image, base first. A layer that base and child both need comes twice.
std::vector<const ir::Layer*> LayersOf(const ImageChain& chain) {
  std::vector<const ir::Layer*> layers;
  for (const ir::Image* image : chain.images) {
    ForEachLayer(*chain.module, image->new_layers, [&](const ir::Layer& layer) { layers.push_back(&layer); });
  }
  return layers;
}

void CheckEngine(const ir::Image& image, const std::vector<const ir::Layer*>& layers, DiagnosticSink& diags) {
  const ir::Layer* first = nullptr;
  for (const ir::Layer* layer : layers) {
    if (layer->engine.empty()) continue;
    if (first == nullptr) first = layer;
    if (layer->engine.value == first->engine.value) continue;
    diags
        .Emit(layer->engine.span, diag::EngineConflict, image.name.text(), first->engine.text(), first->name.text(),
              layer->engine.text(), layer->name.text())
        .Attach(first->engine.span, "the other engine");
    return;
  }
}

void CheckRelays(const ir::Image& image, const std::vector<const ir::Layer*>& layers, DiagnosticSink& diags) {
  for (const ir::Layer* layer : layers) {
    if (layer->name.text() == "socat") return;
  }
  const ir::Layer* reported = nullptr;
  for (const ir::Layer* layer : layers) {
    if (layer->port_relay.empty() || layer == reported) continue;
    diags.Emit(layer->port_relay.front().span, diag::PortRelaySocat, image.name.text(), layer->name.text())
        .Attach(image.span, "the image");
    reported = layer;
  }
}

}  // namespace

void CheckComposition(const ImageChain& chain, DiagnosticSink& diags) {
  if (chain.image().foreign) return;
  const std::vector<const ir::Layer*> layers = LayersOf(chain);
  CheckEngine(chain.image(), layers, diags);
  CheckRelays(chain.image(), layers, diags);
}

}  // namespace ovcc
