#pragma once

#include "ir/module.h"
#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// Keeps the values of secrets out of what people see. No finding shows a line of an input on which the variable of a
/// secret seems to get a value, nor a line of a value that was refused, nor one of an environment file; and no message
/// quotes what stands behind the name of such a variable. "Seems": the text decides, because what cannot be read
/// (broken YAML, a list in place of a mapping) holds values, too. To be called when all findings are made. Source:
/// §12.4.
void HideSecrets(const ir::Module& module, const SourceManager& sources, DiagnosticSink& diags);

}  // namespace ovcc
