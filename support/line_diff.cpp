// Line differences by the shortest edit script of dtl.
#include "support/line_diff.h"

#include <fmt/format.h>

#include <dtl/dtl.hpp>
#include <sstream>
#include <vector>

#include "support/text.h"

namespace ovcc {
namespace {

/// Lines without their ends. A last line that has none differs from one that has.
std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : Split(text, '\n')) lines.emplace_back(line);
  if (lines.back().empty()) {
    lines.pop_back();
  } else {
    lines.back() += "\n\\ No newline at end of file";
  }
  return lines;
}

}  // namespace

std::string UnifiedDiff(std::string_view old_name, std::string_view old_text, std::string_view new_name,
                        std::string_view new_text) {
  if (old_text == new_text) return {};
  dtl::Diff<std::string> diff(Lines(old_text), Lines(new_text));
  diff.compose();
  diff.composeUnifiedHunks();
  std::ostringstream hunks;
  diff.printUnifiedFormat(hunks);
  return fmt::format("--- {}\n+++ {}\n{}", old_name, new_name, hunks.str());
}

}  // namespace ovcc
