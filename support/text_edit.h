#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ovcc {

/// Replacement of the bytes `[begin, end)` of a text; an empty range inserts.
struct TextEdit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string replacement;
};

/// `text` with all edits made; offsets are those of `text`. Edits must not overlap; those that insert at one place do
/// so in the order of the list.
[[nodiscard]] std::string ApplyTextEdits(std::string_view text, std::vector<TextEdit> edits);

}  // namespace ovcc
