#pragma once

#include "passes/compose_layers/layer_graph.h"
#include "support/diagnostics.h"

namespace ovcc {

/// References between layers and from images to layers: `unknown-layer`, `layer-cycle`, `layer-includes-self`,
/// `layer-include-and-require`. Source: §12.2.
void CheckLayerReferences(const ir::Module& module, const LayerGraph& graph, DiagnosticSink& diags);

/// `base-cycle`. Source: §12.2.
void CheckBaseCycles(const ir::Module& module, const std::vector<Positions>& bases, DiagnosticSink& diags);

}  // namespace ovcc
