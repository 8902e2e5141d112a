#pragma once

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc {

/// Makes warnings of the errors that stand in layers and images which no deployment uses, `yaml-*` excepted. To be
/// called after compose-layers: used are the images of the deployments, the base chains of these, and the layers of all
/// of them; of images that were inspected only what they carry. Source: §12, introduction.
void DemoteUnused(const ir::Module& module, DiagnosticSink& diags);

}  // namespace ovcc
