// Layer port specs (§1.4): `8080` or `proto:8080`; a number alone.
#include "frontend/grammar/layer_port.h"

#include <algorithm>
#include <array>

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

constexpr std::array<std::string_view, 9> kSchemes = {"http", "https", "https+insecure",     "rdp", "smb",
                                                      "ssh",  "tcp",   "tls-terminated-tcp", "udp"};

struct Scheme : p::seq<p::alpha, p::star<p::sor<p::alnum, p::one<'+', '-', '_', '.'>>>> {};
struct Digits : p::plus<p::digit> {};
struct Port : p::sor<Digits> {
  static constexpr const char* kExpected = kPortExpected;
};
struct End : p::eof {
  static constexpr const char* kExpected = "a container port alone";
};
struct Prefix : p::seq<p::at<Scheme, p::one<':'>>, Scheme, p::one<':'>> {};
struct Spec : p::seq<p::opt<Prefix>, Port, End> {};
struct Number : p::seq<Port, End> {};

struct State {
  std::string_view scheme = "http";
  std::string_view digits;
};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<Scheme> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.scheme = in.string_view();
  }
};
template <>
struct Action<Digits> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.digits = in.string_view();
  }
};

template <class Grammar>
std::expected<ParsedLayerPort, ScalarError> Parse(std::string_view text) {
  State state;
  if (auto parsed = ParseAll<Grammar, Action>(text, state); !parsed) return std::unexpected(parsed.error());
  const auto port = PortValue(state.digits);
  if (!port) return ErrorAt(text, state.digits, kPortExpected);
  return ParsedLayerPort{state.scheme, *port};
}

}  // namespace

std::size_t AnalyzeLayerPort() { return p::analyze<Spec>() + p::analyze<Number>(); }

}  // namespace grammar

std::expected<ParsedLayerPort, ScalarError> ParseLayerPort(std::string_view text) {
  auto port = grammar::Parse<grammar::Spec>(text);
  if (port && !std::ranges::binary_search(grammar::kSchemes, port->scheme)) {
    return grammar::ErrorAt(text, port->scheme, "a known protocol", ScalarError::Kind::Protocol);
  }
  return port;
}

std::span<const std::string_view> LayerPortSchemes() { return grammar::kSchemes; }

std::expected<std::uint16_t, ScalarError> ParsePortNumber(std::string_view text) {
  const auto parsed = grammar::Parse<grammar::Number>(text);
  if (!parsed) return std::unexpected(parsed.error());
  return parsed->port;
}

}  // namespace ovcc
