#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "backend/backend.h"
#include "driver/compilation.h"

namespace ovcc {

/// Which findings a compile reports.
enum class Findings : std::uint8_t { All, Errors };

/// Compiles a project to its units, of one entry with `--only`, sorted by name. Findings are reported as
/// `ReportFindings` does, and stay in `compilation`; nothing if they stop the run.
[[nodiscard]] std::optional<std::vector<backend::OutputFile>> CompileFiles(const CompileFlags& flags, Findings findings,
                                                                           const CommandContext& context,
                                                                           Compilation& compilation);

}  // namespace ovcc
