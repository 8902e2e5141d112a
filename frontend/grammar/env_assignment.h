#pragma once

#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"

namespace ovcc {

struct ParsedAssignment {
  std::string_view name;
  std::string_view value;
  bool bare = false;  // no `=`
};

/// Parses `KEY=VALUE` or a bare `KEY`. The key ends at the first `=` and must match IsEnvKey (§11.6); the value is
/// anything. Error: offset of the first character of the key that cannot stand there. Source: §1.3, §4.3.
[[nodiscard]] std::expected<ParsedAssignment, ScalarError> ParseEnvAssignment(std::string_view text);

}  // namespace ovcc
