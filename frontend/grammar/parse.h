#pragma once

// Internal to this folder: what every grammar needs of PEGTL. Include it in .cpp files only.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze.hpp>
#include <tao/pegtl/contrib/uri.hpp>

#include "frontend/grammar/scalar_error.h"
#include "support/text.h"

namespace ovcc::grammar {

namespace p = tao::pegtl;

/// A rule with a member `kExpected` must match wherever it is tried: otherwise the parse ends there, and people read
/// the text after "expected".
template <class Rule>
constexpr const char* ExpectedOf() {
  if constexpr (requires { Rule::kExpected; }) {
    return Rule::kExpected;
  } else {
    return nullptr;
  }
}

struct Expectations {
  template <class Rule>
  static constexpr const char* message = ExpectedOf<Rule>();
};

template <class Rule>
using Control = p::must_if<Expectations, p::normal, false>::control<Rule>;

/// Offset of a part in the text it was taken from.
[[nodiscard]] inline std::size_t OffsetOf(std::string_view text, std::string_view part) {
  return static_cast<std::size_t>(part.data() - text.data());
}

/// An error that covers `part` of `text`.
[[nodiscard]] inline std::unexpected<ScalarError> ErrorAt(std::string_view text, std::string_view part,
                                                          std::string expected,
                                                          ScalarError::Kind kind = ScalarError::Kind::Form) {
  return std::unexpected(ScalarError{OffsetOf(text, part), part.size(), std::move(expected), kind});
}

/// Parses all of `text` by `Grammar`, whose failures all come from rules with `kExpected`. The error stands where the
/// rule began that did not match, and covers the text up to the next of `delimiters`.
template <class Grammar, template <class> class Action, class State>
[[nodiscard]] std::expected<void, ScalarError> ParseAll(std::string_view text, State& state,
                                                        std::string_view delimiters = ":/,=@|[]{} ") {
  p::memory_input<p::tracking_mode::eager, p::eol::lf, const char*> input(text.data(), text.size(), "");
  try {
    if (p::parse<Grammar, Action, Control>(input, state)) return {};
  } catch (const p::parse_error& error) {
    const std::size_t offset = error.positions().front().byte;
    std::size_t end = offset;
    while (end < text.size() && delimiters.find(text[end]) == std::string_view::npos) ++end;
    if (end == offset && end < text.size()) ++end;
    return std::unexpected(ScalarError{offset, end - offset, std::string(error.message())});
  }
  return std::unexpected(ScalarError{0, text.size(), "another form"});
}

/// A port of 1 to 65535 from decimal digits.
[[nodiscard]] inline std::optional<std::uint16_t> PortValue(std::string_view digits) {
  constexpr std::uint64_t kMost = 65'535;
  if (digits.size() > 5) return std::nullopt;
  const auto value = ParseDecimal(digits);
  if (!value || *value == 0 || *value > kMost) return std::nullopt;
  return static_cast<std::uint16_t>(*value);
}

inline constexpr const char* kPortExpected = "a port of 1 to 65535";

}  // namespace ovcc::grammar
