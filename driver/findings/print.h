#pragma once

#include <cstddef>
#include <string>

#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// How many findings of each severity there are.
struct FindingCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t fixable = 0;  // with a safe fix

  [[nodiscard]] std::size_t total() const { return errors + warnings + notes; }
};

[[nodiscard]] FindingCounts CountFindings(const DiagnosticSink& diags);

/// "2 errors, 1 warning and 3 notes"; empty if there is nothing.
[[nodiscard]] std::string DescribeCounts(const FindingCounts& counts);

/// The findings of a sorted sink as text for people. Findings that say the same of more than five places are one, which
/// names others of them. Of each severity at most `limit` are shown, then how many there are more; 0: all.
[[nodiscard]] std::string RenderFindings(const DiagnosticSink& diags, const SourceManager& sources, bool colour,
                                         std::size_t limit);

}  // namespace ovcc
