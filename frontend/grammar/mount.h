#pragma once

#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"
#include "ir/volume.h"

namespace ovcc {

struct ParsedMount {
  bool tmpfs = false;
  std::string_view source;   // empty for tmpfs
  std::string_view target;   // absolute
  std::string_view options;  // empty: none
};

/// Parses an element of `security.mounts`: `src:/abs[:opts]` with `src` absolute or a NAME, or `tmpfs:/abs[:opts]`.
/// Source: §7.1, §12.8.
[[nodiscard]] std::expected<ParsedMount, ScalarError> ParseMount(std::string_view text);

}  // namespace ovcc
