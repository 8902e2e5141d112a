#pragma once

#include "passes/collect_contract/chain.h"
#include "support/diagnostics.h"

namespace ovcc {

/// Rules over the layers of a whole image: `engine-conflict`, `port-relay-socat`. Nothing is claimed of the layers of a
/// foreign image (§17.1). Source: §12.2, §12.6.
void CheckComposition(const ImageChain& chain, DiagnosticSink& diags);

}  // namespace ovcc
