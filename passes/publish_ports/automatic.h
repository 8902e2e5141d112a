#pragma once

#include <span>

#include "ir/deployment.h"
#include "support/diagnostics.h"

namespace ovcc {

/// Replaces the words `auto` among the ports of `deployment`, all of them at the place of the first, by one mapping
/// without host port for each container port of `image_ports` that the entry does not map itself. Source: §8.3, §16.18.
void SpellOutAutomatic(ir::Deployment& deployment, std::span<const ir::PortMapping> image_ports);

/// Gives each automatic mapping without host port the lowest port of 20000-29999 that nothing in the program publishes;
/// deployments in the given order. Mappings that find none are removed (`port-auto-exhausted`). Source: §8.3.
void ChooseHostPorts(std::span<ir::Deployment> deployments, DiagnosticSink& diags);

}  // namespace ovcc
