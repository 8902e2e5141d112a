#pragma once

#include <string>

#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// `file:line:column: severity: message [code]`, the source line with a caret under the span, each label as a note with
/// its own line and caret, notes, and help. Ends with a line break. Colour only if asked for.
[[nodiscard]] std::string RenderText(const Diagnostic& diagnostic, const SourceManager& sources, bool colour);

}  // namespace ovcc
