// Who listens where. Only layers say on what their software listens; a mapping says what somebody wants to reach.
#include "passes/lint/listening.h"

namespace ovcc::lint {
namespace {

void AddMappings(const std::vector<ir::PortMapping>& mappings, KnownPorts& known) {
  for (const ir::PortMapping& mapping : mappings) {
    if (mapping.container != 0) known.container.insert(mapping.container);
    if (mapping.host != 0) known.host.insert(mapping.host);
  }
}

}  // namespace

const KnownPorts& Listening::OfImage(const ir::Image& image) {
  const auto [place, fresh] = by_image_.try_emplace(image.name);
  KnownPorts& known = place->second;
  if (!fresh) return known;
  for (const Symbol name : image.chain) {
    const ir::Image* link = module_.FindImage(name);
    if (link == nullptr) continue;
    for (const Symbol layer_name : link->all_layers) {
      const ir::Layer* layer = module_.FindLayer(layer_name);
      if (layer == nullptr) continue;
      for (const ir::LayerPort& port : layer->contract.ports) known.listening.insert(port.port);
    }
    if (link->ports) AddMappings(*link->ports, known);
    if (!link->labels) continue;
    for (const ir::LayerPort& port : link->labels->contract.ports) known.listening.insert(port.port);
    AddMappings(link->labels->ports, known);
  }
  return known;
}

KnownPorts Listening::OfDeployment(const ir::Deployment& deployment) {
  const ir::Image* image = module_.FindImage(deployment.image);
  KnownPorts known = image == nullptr ? KnownPorts() : OfImage(*image);
  AddMappings(deployment.ports, known);
  for (const ir::SidecarSpec& sidecar : deployment.sidecars) {
    if (sidecar.ports) AddMappings(*sidecar.ports, known);
  }
  return known;
}

}  // namespace ovcc::lint
