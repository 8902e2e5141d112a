// Port mappings (§8.1) and port overrides (§8.3). The form is decided by look-ahead, since actions are not undone: the
// number of colons outside of brackets says whether there is an address. A port is judged as a whole word, so that an
// error covers `8O` and not its last letter.
#include "frontend/grammar/port_mapping.h"

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

struct Character : p::not_one<':', '/'> {};
struct Word : p::plus<Character> {};
struct Digits : p::plus<p::digit> {};
struct DigitsAlone : p::seq<p::at<Digits, p::not_at<Character>>, Digits> {};
struct HostDigits : DigitsAlone {};
struct ContainerDigits : DigitsAlone {};
struct SingleDigits : DigitsAlone {};

struct TwoColons : p::at<p::opt<Word>, p::one<':'>, p::opt<Word>, p::one<':'>> {};
struct ThreeColons : p::at<p::opt<Word>, p::one<':'>, TwoColons> {};
struct Bracketed : p::seq<p::one<'['>, p::plus<p::not_one<']', '/'>>, p::one<']'>> {};
// What stands before the last two colons: mostly an IPv6 address without its brackets.
struct WithColons : p::seq<ThreeColons, p::plus<p::not_one<'/'>, TwoColons>> {};
struct Address : p::sor<Bracketed, p::seq<p::not_at<p::one<'['>>, p::sor<WithColons, Word>>> {
  static constexpr const char* kExpected = "an IPv4 address or `[IPv6]`";
};
struct Colon : p::one<':'> {
  static constexpr const char* kExpected = "`:` and a port";
};
struct Host : p::sor<HostDigits> {
  static constexpr const char* kExpected = kPortExpected;
};
struct Container : p::sor<ContainerDigits> {
  static constexpr const char* kExpected = kPortExpected;
};

struct LooksLikeAddress : p::at<p::sor<p::one<'['>, TwoColons>> {};
struct LooksLikePair : p::at<p::opt<Word>, p::one<':'>> {};

struct WithAddress : p::seq<LooksLikeAddress, Address, Colon, Host, Colon, Container> {};
struct Pair : p::seq<LooksLikePair, Host, Colon, Container> {};
struct Single : p::sor<SingleDigits> {
  static constexpr const char* kExpected = kPortExpected;
};

struct Tcp : p::string<'t', 'c', 'p'> {};
struct Udp : p::string<'u', 'd', 'p'> {};
struct End : p::eof {
  static constexpr const char* kExpected = "the end of the mapping";
};
struct Suffix : p::seq<p::one<'/'>, p::sor<p::seq<Tcp, p::eof>, p::seq<Udp, p::eof>>> {};
struct Mapping : p::seq<p::sor<WithAddress, Pair, Single>, p::sor<Suffix, End>> {};
struct Override : p::seq<Host, Colon, Container, End> {};

// Parts as written; numbers are judged afterwards, so that an error covers all of its digits.
struct State {
  std::string_view address;
  std::string_view host;
  std::string_view container;
  ir::Protocol protocol = ir::Protocol::Unset;
};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<Address> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.address = in.string_view();
  }
};
template <>
struct Action<HostDigits> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.host = in.string_view();
  }
};
template <>
struct Action<ContainerDigits> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.container = in.string_view();
  }
};
template <>
struct Action<SingleDigits> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.host = state.container = in.string_view();
  }
};
template <>
struct Action<Tcp> {
  static void apply0(State& state) { state.protocol = ir::Protocol::Tcp; }
};
template <>
struct Action<Udp> {
  static void apply0(State& state) { state.protocol = ir::Protocol::Udp; }
};

// IPv4 and IPv6 literals by RFC 3986, as PEGTL's own URI grammar has them.
struct V4Literal : p::seq<p::uri::IPv4address, p::eof> {};
struct BracketedLiteral : p::seq<p::one<'['>, p::uri::IPv6address, p::one<']'>, p::eof> {};

template <class Literal>
bool Is(std::string_view text) {
  p::memory_input<p::tracking_mode::lazy, p::eol::lf, const char*> input(text.data(), text.size(), "");
  return p::parse<Literal>(input);
}

// Four and more parts are no mapping (§8.1), also where only the brackets of an address are missing.
ScalarError::Kind KindOfBadAddress(std::string_view address) {
  const bool parts = address.contains(':') && !address.starts_with('[');
  return parts ? ScalarError::Kind::Form : ScalarError::Kind::Address;
}

std::expected<ParsedPortMapping, ScalarError> Judge(std::string_view text, const State& state) {
  if (!state.address.empty() && !Is<p::sor<V4Literal, BracketedLiteral>>(state.address)) {
    return ErrorAt(text, state.address, Address::kExpected, KindOfBadAddress(state.address));
  }
  const auto host = PortValue(state.host);
  if (!host) return ErrorAt(text, state.host, kPortExpected);
  const auto container = PortValue(state.container);
  if (!container) return ErrorAt(text, state.container, kPortExpected);
  return ParsedPortMapping{state.address, *host, *container, state.protocol, false};
}

}  // namespace

std::size_t AnalyzePortMapping() {
  return p::analyze<Mapping>() + p::analyze<Override>() + p::analyze<p::sor<V4Literal, BracketedLiteral>>();
}

}  // namespace grammar

std::expected<ParsedPortMapping, ScalarError> ParsePortMapping(std::string_view text) {
  if (text == "auto") return ParsedPortMapping{{}, 0, 0, ir::Protocol::Unset, true};
  // The text after the last `/` is the protocol, whatever stands before it.
  if (const std::size_t slash = text.rfind('/'); slash != std::string_view::npos) {
    const std::string_view suffix = text.substr(slash + 1);
    if (suffix != "tcp" && suffix != "udp") {
      return grammar::ErrorAt(text, suffix, "`tcp` or `udp`", ScalarError::Kind::Suffix);
    }
  }
  grammar::State state;
  if (auto parsed = grammar::ParseAll<grammar::Mapping, grammar::Action>(text, state, ":/"); !parsed) {
    return std::unexpected(parsed.error());
  }
  return grammar::Judge(text, state);
}

std::expected<ParsedPortMapping, ScalarError> ParsePortOverride(std::string_view text) {
  grammar::State state;
  if (auto parsed = grammar::ParseAll<grammar::Override, grammar::Action>(text, state, ":/"); !parsed) {
    return std::unexpected(parsed.error());
  }
  return grammar::Judge(text, state);
}

}  // namespace ovcc
