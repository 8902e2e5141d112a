#pragma once

#include <string>
#include <vector>

#include "backend/unit/unit_file.h"
#include "backend/unit/value_memo.h"
#include "support/diagnostics.h"

namespace ovcc::backend {

/// The bytes of a unit. A value that its directive cannot carry is passed as an argument of podman where there is one
/// (quadlet-encoding.md 4.5), else reported where it was written, or at `fallback` if it was written nowhere:
/// `control-char`, `nul-in-value`, `value-too-long`, `value-not-representable`. The line is then left out. `lines`, if
/// it is given, receives the origin of each line of the bytes. `memo` saves the work that units have in common.
[[nodiscard]] std::string WriteUnit(const UnitFile& unit, Span fallback, DiagnosticSink& diags, ValueMemo& memo,
                                    std::vector<LineOrigin>* lines = nullptr);

}  // namespace ovcc::backend
