// Texts of the input on a terminal of a given width.
#include "driver/explain/printable.h"

#include <optional>

#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::explain {

std::size_t Columns(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const std::optional<CodePoint> point = DecodeUtf8(text, offset);
    columns += point ? static_cast<std::size_t>(DisplayWidth(point->value)) : 1;
    offset += point ? point->size : 1;
  }
  return columns;
}

std::string CutTo(std::string_view text, std::size_t columns) {
  if (Columns(text) <= columns) return std::string(text);
  std::size_t used = 1;  // the ellipsis
  std::size_t offset = 0;
  while (offset < text.size()) {
    const std::optional<CodePoint> point = DecodeUtf8(text, offset);
    used += point ? static_cast<std::size_t>(DisplayWidth(point->value)) : 1;
    if (used > columns) break;
    offset += point ? point->size : 1;
  }
  return std::string(text.substr(0, offset)).append("…");
}

std::string Wrap(std::string_view text, std::string_view indent, std::size_t columns) {
  std::string wrapped;
  std::string line(indent);
  std::size_t used = indent.size();
  bool fresh = true;
  for (const std::string_view word : Split(text, ' ')) {
    const std::size_t width = Columns(word);
    if (!fresh && used + 1 + width > columns) {
      wrapped.append(line).append("\n");
      line = indent;
      used = indent.size();
      fresh = true;
    }
    if (!fresh) {
      line += ' ';
      ++used;
    }
    line += word;
    used += width;
    fresh = false;
  }
  return wrapped.append(line).append("\n");
}

}  // namespace ovcc::explain
