#pragma once

#include <cstddef>
#include <optional>

#include "ir/module.h"
#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc::ir {

/// Reads the textual form back. Strict: unknown items, repeated fields and wrong values are errors at their place
/// (`ir-syntax`, `ir-field`, `ir-value`). Every span of the module points into the .ovir file.
[[nodiscard]] std::optional<Module> Parse(const SourceManager& sources, std::size_t file, Interner& names,
                                          DiagnosticSink& diags);

}  // namespace ovcc::ir
