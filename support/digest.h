#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ovcc {

/// 256 bits of BLAKE2b: two texts with one digest are not found, not even on purpose. Source: RFC 7693.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  friend bool operator==(const Digest&, const Digest&) = default;
};

[[nodiscard]] Digest DigestOf(std::string_view text);

/// 128 bits of XXH3 of `text`, as 32 hex digits: tells texts apart that differ by accident, no protection against
/// intent. As fast as the memory. Source: the specification of xxHash.
[[nodiscard]] std::array<char, 32> FastHash(std::string_view text);

/// The same 128 bits as numbers.
struct QuickDigest {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const QuickDigest&, const QuickDigest&) = default;
};

[[nodiscard]] QuickDigest QuickDigestOf(std::string_view text);

/// 64 bits of XXH3, for tables in memory.
[[nodiscard]] std::uint64_t QuickHash(std::string_view text);

}  // namespace ovcc
