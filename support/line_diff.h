#pragma once

#include <string>
#include <string_view>

namespace ovcc {

/// Difference of two texts in the unified format with three lines of context, as `diff -u` and `patch` know it; empty
/// if they are equal. The names stand in the `---` and `+++` lines as they are.
[[nodiscard]] std::string UnifiedDiff(std::string_view old_name, std::string_view old_text, std::string_view new_name,
                                      std::string_view new_text);

}  // namespace ovcc
