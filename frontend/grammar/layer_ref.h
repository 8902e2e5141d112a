#pragma once

#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"

namespace ovcc {

struct ParsedLayerRef {
  std::string_view identity;  // without the version suffix
  std::string_view version;   // empty: none
  bool remote = false;        // starts with `@`
};

/// Parses `name` or `@host/org/repo/path[:version]`. Source: §1.4.
[[nodiscard]] std::expected<ParsedLayerRef, ScalarError> ParseLayerRef(std::string_view text);

}  // namespace ovcc
