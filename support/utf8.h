#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ovcc {

/// One code point and the number of bytes it takes.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;
};

/// The code point at `offset`; nothing where the bytes are not strict UTF-8 (overlong, surrogate, truncated).
[[nodiscard]] std::optional<CodePoint> DecodeUtf8(std::string_view text, std::size_t offset);

/// Offset of the first byte that is not strict UTF-8; nothing if all of it is.
[[nodiscard]] std::optional<std::size_t> FindInvalidUtf8(std::string_view text);

void AppendUtf8(std::string& out, char32_t code_point);

/// Columns that a terminal uses for the code point: 0 for combining marks and controls, 2 for wide ones, else 1.
[[nodiscard]] int DisplayWidth(char32_t code_point);

}  // namespace ovcc
