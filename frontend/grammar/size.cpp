// Sizes and CPU numbers (§12.8): what systemd and Podman take.
#include "frontend/grammar/size.h"

#include <fmt/format.h>

#include <optional>

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"
#include "ir/size.h"

namespace ovcc {
namespace grammar {
namespace {

struct Number : p::plus<p::digit> {
  static constexpr const char* kExpected = "a number";
};
struct Decimals : p::plus<p::digit> {
  static constexpr const char* kExpected = "digits behind the point";
};
struct Decimal : p::seq<Number, p::opt<p::one<'.'>, Decimals>> {};
struct Infinity : p::seq<TAO_PEGTL_STRING("infinity"), p::eof> {};
struct Percent : p::seq<p::at<p::plus<p::digit>, p::one<'%'>>, p::plus<p::digit>, p::one<'%'>> {};
struct MemoryEnd : p::eof {
  static constexpr const char* kExpected = "`k`, `m`, `g`, `t` or nothing behind the number";
};
struct ShmEnd : p::eof {
  static constexpr const char* kExpected = "`b`, `k`, `m`, `g`, `t` or nothing behind the number";
};
struct CpusEnd : p::eof {
  static constexpr const char* kExpected = "a decimal number alone";
};
struct Memory : p::sor<Infinity, p::seq<Percent, MemoryEnd>,
                       p::seq<Decimal, p::opt<p::one<'k', 'm', 'g', 't', 'K', 'M', 'G', 'T'>>, MemoryEnd>> {};
struct Shm : p::seq<Number, p::opt<p::one<'b', 'k', 'm', 'g', 't', 'B', 'K', 'M', 'G', 'T'>>, ShmEnd> {};
struct Cpus : p::seq<Decimal, CpusEnd> {};

struct State {};
template <class Rule>
struct Action : p::nothing<Rule> {};

// Blanks around a size do not count; the offset of an error does count them.
template <class Grammar>
std::expected<void, ScalarError> Check(std::string_view text) {
  const std::string_view trimmed = Trim(text);
  State state;
  auto parsed = ParseAll<Grammar, Action>(trimmed, state);
  if (!parsed) parsed.error().offset += trimmed.empty() ? text.size() : OffsetOf(text, trimmed);
  return parsed;
}

// W42: a size that cannot be compared is an error.
std::expected<void, ScalarError> CheckDigits(std::string_view text) {
  const std::string_view number = Trim(text).substr(0, Trim(text).find('%'));
  if (number == "infinity" || ir::ParseSize(number)) return {};
  return ErrorAt(text, number, "a number of at most 18 digits");
}

// Less than half a percent: 0.00 followed by a digit below 5. Exact, since only digits are looked at.
bool RoundsToNothing(std::string_view decimal) {
  const Halves halves = SplitFirst(decimal, '.');
  if (halves.first.find_first_not_of('0') != std::string_view::npos) return false;
  const std::string_view digits = halves.second.substr(0, 3);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] >= (i < 2 ? '1' : '5')) return false;
  }
  return true;
}

}  // namespace

std::size_t AnalyzeSize() { return p::analyze<Memory>() + p::analyze<Shm>() + p::analyze<Cpus>(); }

}  // namespace grammar

std::expected<void, ScalarError> CheckMemorySize(std::string_view text) {
  const auto checked = grammar::Check<grammar::Memory>(text);
  return checked ? grammar::CheckDigits(text) : checked;
}

std::expected<void, ScalarError> CheckShmSize(std::string_view text) {
  const auto checked = grammar::Check<grammar::Shm>(text);
  return checked ? grammar::CheckDigits(text) : checked;
}

std::string MeantSize(std::string_view text, SizeCheck check) {
  std::string size = ReplaceAll(Trim(text), " ", "");
  const std::string lower = ToLower(size);
  for (const std::string_view unit : {"bytes", "ib", "b"}) {
    if (!lower.ends_with(unit)) continue;
    size.resize(size.size() - unit.size());
    break;
  }
  return check(size) ? size : std::string();
}

std::string MeantCpus(std::string_view text) {
  const std::string_view digits = text.substr(0, text.find('%'));
  const std::optional<std::uint64_t> percent = ParseDecimal(digits);
  if (!text.ends_with('%') || !percent) return {};
  constexpr std::uint64_t kWhole = 100;
  const std::string cpus = *percent % kWhole == 0 ? fmt::format("{}", *percent / kWhole)
                                                  : fmt::format("{}", static_cast<double>(*percent) / kWhole);
  return CheckCpus(cpus) ? cpus : std::string();
}

std::expected<void, ScalarError> CheckCpus(std::string_view text) {
  // No blanks around a number of CPUs: §12.8 grants that to sizes.
  grammar::State state;
  const auto checked = grammar::ParseAll<grammar::Cpus, grammar::Action>(text, state);
  if (checked && grammar::RoundsToNothing(text)) {
    return grammar::ErrorAt(text, text, "at least half a percent of one CPU");
  }
  return checked ? grammar::CheckDigits(text) : checked;
}

}  // namespace ovcc
