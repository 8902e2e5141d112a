// Edits of a text by offset, everything else byte for byte.
#include "support/text_edit.h"

#include <algorithm>

#include "support/check.h"

namespace ovcc {

std::string ApplyTextEdits(std::string_view text, std::vector<TextEdit> edits) {
  std::ranges::stable_sort(edits, {}, &TextEdit::begin);
  std::string result;
  std::size_t done = 0;
  for (const TextEdit& edit : edits) {
    OVCC_CHECK(done <= edit.begin && edit.begin <= edit.end && edit.end <= text.size(), "text edits overlap");
    result += text.substr(done, edit.begin - done);
    result += edit.replacement;
    done = edit.end;
  }
  result += text.substr(done);
  return result;
}

}  // namespace ovcc
