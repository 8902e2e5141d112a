// `KEY=VALUE` or a bare `KEY` (§1.3, §11.6).
#include "frontend/grammar/env_assignment.h"

#include <algorithm>

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"
#include "support/utf8.h"

namespace ovcc {
namespace grammar {
namespace {

struct First : p::sor<p::alpha, p::one<'_'>> {
  static constexpr const char* kExpected = "a letter or `_`";
};
struct Rest : p::star<p::sor<p::alnum, p::one<'_', '.', '-'>>> {};
struct Key : p::seq<First, Rest> {};
struct Value : p::until<p::eof> {};
struct Tail : p::sor<p::eof, p::seq<p::one<'='>, Value>> {
  static constexpr const char* kExpected = "letters, digits, `_`, `.`, `-`, then `=`";
};
struct Assignment : p::seq<Key, Tail> {};

struct State {
  ParsedAssignment parsed{{}, {}, true};
};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<Key> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.parsed.name = in.string_view();
  }
};
template <>
struct Action<Value> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.parsed.value = in.string_view();
    state.parsed.bare = false;
  }
};

}  // namespace

std::size_t AnalyzeEnvAssignment() { return p::analyze<Assignment>(); }

}  // namespace grammar

std::expected<ParsedAssignment, ScalarError> ParseEnvAssignment(std::string_view text) {
  grammar::State state;
  auto parsed = grammar::ParseAll<grammar::Assignment, grammar::Action>(text, state);
  if (parsed) return state.parsed;
  // One character is at fault, not the word that it stands in.
  const auto character = DecodeUtf8(text, parsed.error().offset);
  const std::size_t rest = text.size() - parsed.error().offset;
  parsed.error().length = std::min<std::size_t>(rest, character ? character->size : 1);
  return std::unexpected(parsed.error());
}

}  // namespace ovcc
