// Edits of a text by offset, everything else byte for byte.
#include "support/text_edit.h"

#include <map>

#include "support/check.h"

namespace ovcc {

std::string ApplyTextEdits(std::string_view text, const std::vector<TextEdit>& edits) {
  std::multimap<std::size_t, const TextEdit*> in_order;  // equal keys keep the order in which they came
  for (const TextEdit& edit : edits) in_order.emplace(edit.begin, &edit);
  std::string result;
  std::size_t done = 0;
  for (const auto& [begin, place] : in_order) {
    const TextEdit& edit = *place;
    const bool fits = done <= begin && begin <= edit.end && edit.end <= text.size();
    OVCC_CHECK(fits, "text edits overlap");
    result += text.substr(done, edit.begin - done);
    result += edit.replacement;
    done = edit.end;
  }
  result += text.substr(done);
  return result;
}

}  // namespace ovcc
