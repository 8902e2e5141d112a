#pragma once

#include <cstddef>
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

/// Whether the edits lie in a text of `size` bytes, each with its begin before its end, and do not overlap.
[[nodiscard]] bool FitTogether(std::size_t size, const std::vector<TextEdit>& edits);

/// `text` with all edits made; offsets are those of `text`. Edits must fit together; those that insert at one place do
/// so in the order of the list.
[[nodiscard]] std::string ApplyTextEdits(std::string_view text, const std::vector<TextEdit>& edits);

}  // namespace ovcc
