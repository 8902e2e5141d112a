// Texts of the input on a terminal.
#include "support/printable.h"

#include <fmt/format.h>

#include <optional>

#include "support/utf8.h"

namespace ovcc {
namespace {

/// Controls, and what reorders, breaks or joins text without being seen.
bool IsUnsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

Cell CellAt(std::string_view text, std::size_t offset) {
  const std::optional<CodePoint> code_point = DecodeUtf8(text, offset);
  const std::size_t size = code_point ? code_point->size : 1;
  if (code_point && !IsUnsafe(code_point->value)) {
    return {std::string(text.substr(offset, size)), static_cast<std::size_t>(DisplayWidth(code_point->value)), size};
  }
  Cell cell;
  cell.size = size;
  for (const char byte : text.substr(offset, size)) {
    cell.text += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
  }
  cell.width = cell.text.size();
  return cell;
}

std::string PrintableText(std::string_view text) {
  std::string printable;
  for (std::size_t offset = 0; offset < text.size();) {
    const Cell cell = CellAt(text, offset);
    printable += cell.text;
    offset += cell.size;
  }
  return printable;
}

}  // namespace ovcc
