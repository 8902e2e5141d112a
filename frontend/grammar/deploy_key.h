#pragma once

#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"

namespace ovcc {

struct ParsedDeployKey {
  std::string_view image;
  std::string_view instance;
  bool has_instance = false;
};

/// Parses `IMG` or `IMG/INST`, split at the first `/`; both parts match NAME. The error covers the part at fault.
/// Source: §1.3.
[[nodiscard]] std::expected<ParsedDeployKey, ScalarError> ParseDeployKey(std::string_view text);

}  // namespace ovcc
