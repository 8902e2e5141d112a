#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ovcc {

/// A character of the input as it is shown: itself, or its bytes as `\xNN` where it could move the cursor of a
/// terminal, change its colours, or hide, reorder or join text.
struct Cell {
  std::string text;
  std::size_t width = 0;  // columns
  std::size_t size = 0;   // bytes of the input
};

/// The character at `offset`; a byte that is not UTF-8 is one by itself.
[[nodiscard]] Cell CellAt(std::string_view text, std::size_t offset);

/// All of a text, so that a terminal shows it and does nothing else.
[[nodiscard]] std::string PrintableText(std::string_view text);

}  // namespace ovcc
