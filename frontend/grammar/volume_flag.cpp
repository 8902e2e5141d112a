// Volume flags (§6.3): `name:type[:host]`, `name[=host]`, `name`; the word behind `type:`.
#include "frontend/grammar/volume_flag.h"

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

struct NameText : p::plus<p::sor<p::alnum, p::one<'_', '.', '-'>>> {};
struct Name : p::sor<NameText> {
  static constexpr const char* kExpected = "the name of a volume";
};
struct Colon : p::one<':'> {
  static constexpr const char* kExpected = "`:` and a type";
};
struct TypeText : p::plus<p::not_one<':'>> {};
struct Type : p::sor<TypeText> {
  static constexpr const char* kExpected = "`volume`, `bind` or `encrypted`";
};
struct HostText : p::plus<p::not_one<'\n', '\r', '\0'>> {};
struct Host : p::sor<HostText> {
  static constexpr const char* kExpected = "a path of the host";
};
struct End : p::eof {
  static constexpr const char* kExpected = "the end of the flag";
};
struct Volume : p::seq<Name, Colon, Type, p::opt<p::one<':'>, Host>, End> {};
struct Bind : p::seq<Name, p::opt<p::one<'='>, Host>, End> {};
struct Encrypt : p::seq<Name, End> {};

struct State {
  std::string_view name;
  std::string_view type;
  std::string_view host;
};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<NameText> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.name = in.string_view();
  }
};
template <>
struct Action<TypeText> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.type = in.string_view();
  }
};
template <>
struct Action<HostText> {
  template <class Input>
  static void apply(const Input& in, State& state) {
    state.host = in.string_view();
  }
};

template <class Grammar>
std::expected<ParsedVolumeFlag, ScalarError> Parse(std::string_view text, ir::VolumeType type) {
  State state;
  if (auto parsed = ParseAll<Grammar, Action>(text, state); !parsed) return std::unexpected(parsed.error());
  if (!state.type.empty()) {
    const auto named = ParseVolumeType(state.type);
    if (!named) return ErrorAt(text, state.type, named.error().expected, named.error().kind);
    type = *named;
  }
  return ParsedVolumeFlag{state.name, type, state.host};
}

}  // namespace

std::size_t AnalyzeVolumeFlag() { return p::analyze<Volume>() + p::analyze<Bind>() + p::analyze<Encrypt>(); }

}  // namespace grammar

std::expected<ParsedVolumeFlag, ScalarError> ParseVolumeFlag(std::string_view text) {
  return grammar::Parse<grammar::Volume>(text, ir::VolumeType::Named);
}

std::expected<ParsedVolumeFlag, ScalarError> ParseBindFlag(std::string_view text) {
  return grammar::Parse<grammar::Bind>(text, ir::VolumeType::Bind);
}

std::expected<ParsedVolumeFlag, ScalarError> ParseEncryptFlag(std::string_view text) {
  return grammar::Parse<grammar::Encrypt>(text, ir::VolumeType::Encrypted);
}

std::expected<ir::VolumeType, ScalarError> ParseVolumeType(std::string_view text) {
  if (text.empty() || text == "volume") return ir::VolumeType::Named;
  if (text == "bind") return ir::VolumeType::Bind;
  if (text == "encrypted" || text == "encrypt") return ir::VolumeType::Encrypted;
  return std::unexpected(ScalarError{0, text.size(), grammar::Type::kExpected, ScalarError::Kind::Type});
}

}  // namespace ovcc
