#pragma once

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

}  // namespace ovcc::backend
