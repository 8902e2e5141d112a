// Exact decimals and sizes (§7.2). W42: the reference counts what it cannot read, and the suffix `t`, as 0; here sizes
// are compared exactly and the rest is refused. At most 18 digits on either side of the point keep every product below
// 2^120.
#include "ir/size.h"

#include <algorithm>

#include "support/text.h"

namespace ovcc::ir {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::size_t kMaxDigits = 18;
constexpr unsigned kBitsPerPower = 10;

Wide Scaled(std::uint64_t mantissa, unsigned decimals) {
  Wide value = mantissa;
  for (unsigned i = 0; i < decimals; ++i) value *= 10;
  return value;
}

/// Both mantissas as multiples of the smaller unit.
struct Aligned {
  Wide a;
  Wide b;
};

Aligned Align(Decimal a, Decimal b) {
  const std::uint8_t decimals = std::max(a.decimals, b.decimals);
  return {Scaled(a.mantissa, decimals - a.decimals), Scaled(b.mantissa, decimals - b.decimals)};
}

/// Compares `a` with `b` / 2^`shift`, without loss.
std::strong_ordering CompareShifted(Wide a, Wide b, unsigned shift) {
  const Wide quotient = b >> shift;
  if (a != quotient) return a < quotient ? std::strong_ordering::less : std::strong_ordering::greater;
  return (quotient << shift) == b ? std::strong_ordering::equal : std::strong_ordering::less;
}

/// A limit in one of its notations.
struct Limit {
  bool infinite = false;
  bool percent = false;
  Size size;
};

/// Reads what the front end let through: a size, `N%`, `infinity`, or a number of CPUs, which is a size without suffix.
std::optional<Limit> ParseLimit(std::string_view text) {
  if (text == "infinity") return Limit{true, false, {}};
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const std::optional<Size> size = ParseSize(text);
  if (!size.has_value()) return std::nullopt;
  return Limit{false, percent, *size};
}

}  // namespace

std::optional<Decimal> ParseDecimalNumber(std::string_view text) {
  const Halves halves = SplitFirst(text, '.');
  std::string_view fraction = halves.second;
  if (!std::ranges::all_of(halves.first, IsDigit) || !std::ranges::all_of(fraction, IsDigit)) return std::nullopt;
  if (halves.first.empty() || (halves.found && fraction.empty())) return std::nullopt;

  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  std::string digits(halves.first);
  digits += fraction;
  digits.erase(0, digits.find_first_not_of('0'));
  if (digits.size() > kMaxDigits || fraction.size() > kMaxDigits) return std::nullopt;
  return Decimal{ParseDecimal(digits).value_or(0), static_cast<std::uint8_t>(fraction.size())};
}

std::strong_ordering Compare(Decimal a, Decimal b) {
  const Aligned aligned = Align(a, b);
  return CompareShifted(aligned.a, aligned.b, 0);
}

std::optional<Size> ParseSize(std::string_view text) {
  constexpr std::string_view kSuffixes = "bkmgt";
  text = Trim(text);
  std::uint8_t power = 0;
  if (!text.empty() && !IsDigit(text.back())) {
    const std::size_t suffix = kSuffixes.find(ToLower(text.substr(text.size() - 1)));
    if (suffix == std::string_view::npos) return std::nullopt;
    power = static_cast<std::uint8_t>(suffix);
    text.remove_suffix(1);
  }
  const std::optional<Decimal> number = ParseDecimalNumber(text);
  if (!number) return std::nullopt;
  return Size{*number, power};
}

std::strong_ordering Compare(const Size& a, const Size& b) {
  if (a.power < b.power) return 0 <=> Compare(b, a);
  const Aligned aligned = Align(a.number, b.number);
  return CompareShifted(aligned.a, aligned.b, kBitsPerPower * (a.power - b.power));
}

std::partial_ordering CompareLimits(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return std::partial_ordering::unordered;
  const std::optional<Limit> left = ParseLimit(a);
  const std::optional<Limit> right = ParseLimit(b);
  if (!left.has_value() || !right.has_value()) return std::partial_ordering::unordered;
  if (left->infinite || right->infinite) return left->infinite <=> right->infinite;
  if (left->percent != right->percent) return std::partial_ordering::unordered;
  return Compare(left->size, right->size);
}

}  // namespace ovcc::ir
