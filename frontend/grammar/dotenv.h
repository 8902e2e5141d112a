#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ovcc {

/// One entry of a dotenv file. Offsets are bytes from the start of the file.
struct DotenvEntry {
  std::string_view name;   // not trimmed; may be no variable name
  std::string_view value;  // one pair of equal quotes removed
  bool bare = false;       // no `=`
  std::size_t name_offset = 0;
  std::size_t value_offset = 0;
  /// Podman gives the variable another value than §1.8 does: quotes and trailing blanks stay in it.
  bool podman_differs = false;
};

/// Reads a dotenv file. Total: every text is one. Source: §1.8; Podman's reading: §4.6.
[[nodiscard]] std::vector<DotenvEntry> ParseDotenv(std::string_view text);

}  // namespace ovcc
