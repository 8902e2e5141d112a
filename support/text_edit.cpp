// Edits of a text by offset, everything else byte for byte.
#include "support/text_edit.h"

#include <map>

#include "support/check.h"

namespace ovcc {

namespace {

using InOrder = std::multimap<std::size_t, const TextEdit*>;  // equal keys keep the order in which they came

InOrder Sorted(const std::vector<TextEdit>& edits) {
  InOrder sorted;
  for (const TextEdit& edit : edits) sorted.emplace(edit.begin, &edit);
  return sorted;
}

}  // namespace

bool FitTogether(std::size_t size, const std::vector<TextEdit>& edits) {
  std::size_t done = 0;
  for (const auto& [begin, edit] : Sorted(edits)) {
    if (begin < done || edit->end < begin || edit->end > size) return false;
    done = edit->end;
  }
  return true;
}

std::string ApplyTextEdits(std::string_view text, const std::vector<TextEdit>& edits) {
  OVCC_CHECK(FitTogether(text.size(), edits), "text edits overlap");
  std::string result;
  std::size_t done = 0;
  for (const auto& [begin, edit] : Sorted(edits)) {
    result += text.substr(done, begin - done);
    result += edit->replacement;
    done = edit->end;
  }
  result += text.substr(done);
  return result;
}

}  // namespace ovcc
