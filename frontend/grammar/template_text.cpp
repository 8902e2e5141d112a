// Templates of provides (§4.1) and of `env_from` (§5.5): literal text with placeholders in double braces.
#include "frontend/grammar/template_text.h"

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

struct Open : p::string<'{', '{'> {};
struct Close : p::string<'}', '}'> {};
struct PlainCharacter : p::seq<p::not_at<p::sor<Open, Close>>, p::any> {};
struct Literal : p::plus<PlainCharacter> {};

struct Digits : p::plus<p::digit> {};
struct ContainerName : TAO_PEGTL_STRING(".ContainerName") {};
struct HostPort : p::seq<TAO_PEGTL_STRING(".HostPort "), Digits> {};
struct ContainerPort : p::seq<TAO_PEGTL_STRING(".ContainerPort "), Digits> {};
struct Known : p::seq<Open, p::sor<ContainerName, HostPort, ContainerPort>, Close> {};
// Looked at before it is taken, since actions are not undone.
struct Placeholder : p::seq<p::at<Known>, Known> {
  static constexpr const char* kExpected = "a known placeholder";
};
// The first brace of `{{{.ContainerName}}` is text: without the placeholder no `{{` remains.
struct BraceBefore : p::seq<p::one<'{'>, p::at<Known>> {};
struct Between : p::plus<p::sor<PlainCharacter, BraceBefore>> {};
struct Template : p::until<p::eof, p::sor<Between, Placeholder>> {};

struct ParameterName : p::identifier {};
struct SuffixCall : p::seq<p::star<p::blank>, p::one<'|'>, p::star<p::blank>, TAO_PEGTL_STRING("tailnetEnvSuffix")> {};
struct KnownParameter : p::seq<Open, p::star<p::blank>, TAO_PEGTL_STRING(".Parameter."), ParameterName,
                               p::opt<SuffixCall>, p::star<p::blank>, Close> {};
struct Parameter : p::seq<p::at<KnownParameter>, KnownParameter> {
  static constexpr const char* kExpected = "a known parameter";
};
struct ParameterTemplate : p::until<p::eof, p::sor<Literal, Parameter>> {};

struct State {
  std::uint64_t port = 0;
  std::string_view bad_port;  // digits outside of 1..65535
  std::vector<ir::Placeholder> placeholders;
  std::vector<std::string_view> literals;  // what stands around the placeholders
  std::vector<ParameterPart> parts;

  void Add(ir::Placeholder::Kind kind) { placeholders.push_back({kind, static_cast<std::uint16_t>(port)}); }
};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<Literal> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.parts.push_back({false, false, in.string_view()});
  }
};
template <>
struct Action<Between> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.literals.push_back(in.string_view());
  }
};
template <>
struct Action<Digits> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    const auto port = PortValue(in.string_view());
    if (!port && state.bad_port.empty()) state.bad_port = in.string_view();
    state.port = port.value_or(0);
  }
};
template <>
struct Action<ContainerName> {
  static void apply0(State& state) {
    state.port = 0;
    state.Add(ir::Placeholder::Kind::ContainerName);
  }
};
template <>
struct Action<HostPort> {
  static void apply0(State& state) { state.Add(ir::Placeholder::Kind::HostPort); }
};
template <>
struct Action<ContainerPort> {
  static void apply0(State& state) { state.Add(ir::Placeholder::Kind::ContainerPort); }
};
template <>
struct Action<ParameterName> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.parts.push_back({true, false, in.string_view()});
  }
};
template <>
struct Action<SuffixCall> {
  static void apply0(State& state) { state.parts.back().tailnet_suffix = true; }
};

// An error covers the placeholder up to its closing braces; a stray `}}` is those two characters.
ScalarError Whole(std::string_view text, ScalarError error) {
  const std::size_t close = text.find("}}", error.offset);
  error.length = (close == std::string_view::npos ? text.size() : close + 2) - error.offset;
  return error;
}

// Two literals that put braces together once the placeholders between them are gone: from the one brace to the other.
std::optional<ScalarError> JoinedBraces(std::string_view text, const std::vector<std::string_view>& literals) {
  for (std::size_t i = 1; i < literals.size(); ++i) {
    const char last = literals[i - 1].back();
    if (last != literals[i].front() || (last != '{' && last != '}')) continue;
    const std::size_t begin = OffsetOf(text, literals[i]);
    const std::size_t offset = OffsetOf(text, literals[i - 1]) + literals[i - 1].size() - 1;
    return ScalarError{offset, begin + 1 - offset, Placeholder::kExpected};
  }
  return std::nullopt;
}

}  // namespace

std::size_t AnalyzeTemplateText() { return p::analyze<Template>() + p::analyze<ParameterTemplate>(); }

}  // namespace grammar

std::expected<std::vector<ir::Placeholder>, ScalarError> ParseTemplate(std::string_view text) {
  grammar::State state;
  const auto parsed = grammar::ParseAll<grammar::Template, grammar::Action>(text, state);
  if (!state.bad_port.empty()) {  // it stands before whatever could not be read
    const std::size_t open = text.rfind("{{", grammar::OffsetOf(text, state.bad_port));
    return std::unexpected(grammar::Whole(text, {open, 0, grammar::kPortExpected}));
  }
  if (!parsed) return std::unexpected(grammar::Whole(text, parsed.error()));
  if (auto joined = grammar::JoinedBraces(text, state.literals)) return std::unexpected(*std::move(joined));
  return std::move(state.placeholders);
}

std::vector<ScalarError> CheckTemplate(std::string_view text) {
  std::vector<ScalarError> errors;
  for (std::size_t begin = 0; begin < text.size();) {
    auto parsed = ParseTemplate(text.substr(begin));
    if (parsed) break;
    errors.push_back(std::move(parsed.error()));
    errors.back().offset += begin;
    begin = errors.back().offset + errors.back().length;
  }
  return errors;
}

std::expected<std::vector<ParameterPart>, ScalarError> ParseParameterTemplate(std::string_view text) {
  grammar::State state;
  if (auto parsed = grammar::ParseAll<grammar::ParameterTemplate, grammar::Action>(text, state); !parsed) {
    return std::unexpected(grammar::Whole(text, parsed.error()));
  }
  return std::move(state.parts);
}

}  // namespace ovcc
