#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace ovcc::backend {

/// White space that Podman's generator cuts off at both ends of a line. Source: quadlet-encoding.md 2.
[[nodiscard]] constexpr bool IsOuterSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

[[nodiscard]] constexpr bool IsControl(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

/// Code points with which systemd refuses a line, and the whole unit with it. Source: quadlet-encoding.md 3.
[[nodiscard]] constexpr bool IsNoncharacter(char32_t c) {
  return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/// Whether any byte is `odd`. Without a way out inside of a block, compilers make a block a few vector steps.
template <class Odd>
[[nodiscard]] bool AnyByte(std::string_view text, const Odd& odd) {
  constexpr std::size_t kBlock = 512;
  for (; !text.empty(); text.remove_prefix(std::min(kBlock, text.size()))) {
    unsigned char found = 0;
    for (const char c : text.substr(0, kBlock)) found |= static_cast<unsigned char>(odd(static_cast<unsigned char>(c)));
    if (found != 0) return true;
  }
  return false;
}

}  // namespace ovcc::backend
