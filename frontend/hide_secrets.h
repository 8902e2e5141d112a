#pragma once

#include "ir/module.h"
#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// Keeps the values of secrets out of what people see: no finding shows a line of `SecretPlaces`, and no message quotes
/// what stands behind the name of a secret's variable. To be called when all findings are made. Source: §12.4.
void HideSecrets(const ir::Module& module, const SourceManager& sources, DiagnosticSink& diags);

}  // namespace ovcc
