#pragma once

#include <span>
#include <string>

#include "backend/backend.h"
#include "driver/check/golden.h"

namespace ovcc {

/// The differences as people read them, a block for each file; empty if there is none.
[[nodiscard]] std::string GoldenText(const GoldenReport& report, bool colour);

/// The last line of a check: how many files differ, and what to do about it.
[[nodiscard]] std::string GoldenSummary(const GoldenReport& report);

/// Unified differences from the golden files to the compiled ones, of each file that differs, for `patch -p0`.
[[nodiscard]] std::string GoldenUnified(const GoldenReport& report, std::span<const backend::OutputFile> golden,
                                        std::span<const backend::OutputFile> compiled);

/// An annotation for each file that differs, at the line of its first change. `folder`: that of the golden files, as
/// GitHub names it.
[[nodiscard]] std::string GoldenAnnotations(const GoldenReport& report, const std::string& folder);

/// The whole report. Schema: docs/schemas/check.schema.json.
[[nodiscard]] std::string GoldenJson(const GoldenReport& report);

}  // namespace ovcc
