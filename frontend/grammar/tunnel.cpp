// The scalars of a tunnel (§9.1, §9.5).
#include "frontend/grammar/tunnel.h"

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

struct Tailscale : p::seq<TAO_PEGTL_STRING("tailscale"), p::eof> {};
struct Cloudflare : p::seq<TAO_PEGTL_STRING("cloudflare"), p::eof> {};
struct Provider : p::sor<Tailscale, Cloudflare> {
  static constexpr const char* kExpected = "`tailscale` or `cloudflare`";
};
struct First : p::alnum {
  static constexpr const char* kExpected = "a letter or a digit";
};
struct NameEnd : p::eof {
  static constexpr const char* kExpected = "letters, digits and `-`";
};
struct Name : p::seq<First, p::star<p::sor<p::alnum, p::one<'-'>>>, NameEnd> {};
struct Scope : p::seq<TAO_PEGTL_STRING("all"), p::eof> {
  static constexpr const char* kExpected = "`all`, or a list of host ports";
};

struct State {
  ir::TunnelProvider provider = ir::TunnelProvider::Unknown;
};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<Tailscale> {
  static void apply0(State& state) { state.provider = ir::TunnelProvider::Tailscale; }
};
template <>
struct Action<Cloudflare> {
  static void apply0(State& state) { state.provider = ir::TunnelProvider::Cloudflare; }
};

// Words are judged as a whole.
template <class Grammar>
std::expected<void, ScalarError> ParseWord(std::string_view text, State& state) {
  auto parsed = ParseAll<Grammar, Action>(text, state);
  if (!parsed) {
    parsed.error().offset = 0;
    parsed.error().length = text.size();
  }
  return parsed;
}

}  // namespace

std::size_t AnalyzeTunnel() { return p::analyze<Provider>() + p::analyze<Name>() + p::analyze<Scope>(); }

}  // namespace grammar

std::expected<ir::TunnelProvider, ScalarError> ParseTunnelProvider(std::string_view text) {
  grammar::State state;
  const auto parsed = grammar::ParseWord<grammar::Provider>(text, state);
  if (!parsed) return std::unexpected(parsed.error());
  return state.provider;
}

std::expected<void, ScalarError> CheckTunnelName(std::string_view text) {
  grammar::State state;
  return grammar::ParseAll<grammar::Name, grammar::Action>(text, state);
}

std::expected<void, ScalarError> CheckTunnelScopeWord(std::string_view text) {
  grammar::State state;
  return grammar::ParseWord<grammar::Scope>(text, state);
}

}  // namespace ovcc
