#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ovcc::ir {

/// An exact decimal number, scaled: `mantissa` / 10^`decimals`. Up to 18 significant digits.
struct Decimal {
  std::uint64_t mantissa = 0;
  std::uint8_t decimals = 0;
};

/// Reads `2`, `2.5`. Nothing else; nothing if there are more digits than fit.
[[nodiscard]] std::optional<Decimal> ParseDecimalNumber(std::string_view text);

/// Exact comparison.
[[nodiscard]] std::strong_ordering Compare(Decimal a, Decimal b);

/// A size: a decimal times a power of 1024.
struct Size {
  Decimal number;
  std::uint8_t power = 0;  // 0: bytes, 1: k, 2: m, 3: g, 4: t
};

/// Reads a size with an optional suffix `b k m g t` in either case, surrounding blanks ignored. `infinity` and
/// percentages are no sizes here. Source: §7.2, W42.
[[nodiscard]] std::optional<Size> ParseSize(std::string_view text);

/// Exact comparison: `1.5g` is 1536m.
[[nodiscard]] std::strong_ordering Compare(const Size& a, const Size& b);

/// Compares limits in any of their notations: sizes, `N%` and `infinity`; a number of CPUs is a size without suffix. A
/// size and a percentage are unordered, and so is what cannot be read, an empty text included. Source: §7.2.
[[nodiscard]] std::partial_ordering CompareLimits(std::string_view a, std::string_view b);

}  // namespace ovcc::ir
