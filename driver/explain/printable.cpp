// Texts of the input on a terminal of a given width.
#include "driver/explain/printable.h"

#include <fmt/format.h>

#include <optional>

#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::explain {
namespace {

/// Controls, and what reorders, breaks or joins text without being seen.
bool IsUnsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string shown;
  for (std::size_t offset = 0; offset < text.size();) {
    const std::optional<CodePoint> point = DecodeUtf8(text, offset);
    const std::size_t size = point ? point->size : 1;
    const std::string_view bytes = text.substr(offset, size);
    if (point && !IsUnsafe(point->value)) {
      shown += bytes;
    } else {
      for (const char byte : bytes) shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
    }
    offset += size;
  }
  return shown;
}

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
