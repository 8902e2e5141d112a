// Elements of `security.mounts` (§7.1): `src:/abs[:opts]` or `tmpfs:/abs[:opts]`.
#include "frontend/grammar/mount.h"

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

// White space is refused in every list of `security` (§12.8).
struct PathCharacter : p::seq<p::not_at<p::sor<p::space, p::one<'\0'>>>, p::not_one<':'>> {};
struct HostPath : p::seq<p::one<'/'>, p::star<PathCharacter>> {};
struct VolumeName : p::seq<p::alnum, p::star<p::sor<p::alnum, p::one<'_', '.', '-'>>>> {};
struct SourceText : p::sor<HostPath, VolumeName> {};
struct Source : p::sor<SourceText> {
  static constexpr const char* kExpected = "an absolute path, the name of a volume, or `tmpfs`";
};
struct Colon : p::one<':'> {
  static constexpr const char* kExpected = "`:` and an absolute path in the container";
};
struct TargetText : p::seq<p::one<'/'>, p::plus<PathCharacter>> {};
struct Target : p::sor<TargetText> {
  static constexpr const char* kExpected = "an absolute path in the container";
};
struct OptionsText : p::plus<PathCharacter> {};
struct Options : p::sor<OptionsText> {
  static constexpr const char* kExpected = "options";
};
struct End : p::eof {
  static constexpr const char* kExpected = "`:` and options, or the end";
};
struct Tmpfs : TAO_PEGTL_STRING("tmpfs") {};
struct TmpfsWord : p::seq<p::at<Tmpfs, p::one<':'>>, Tmpfs> {};
struct Mount : p::seq<p::sor<TmpfsWord, Source>, Colon, Target, p::opt<p::one<':'>, Options>, End> {};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<TmpfsWord> {
  static void apply0(ParsedMount& mount) { mount.tmpfs = true; }
};
template <>
struct Action<SourceText> {
  template <class Input>
  static void apply(const Input& in, ParsedMount& mount) {
    mount.source = in.string_view();
  }
};
template <>
struct Action<TargetText> {
  template <class Input>
  static void apply(const Input& in, ParsedMount& mount) {
    mount.target = in.string_view();
  }
};
template <>
struct Action<OptionsText> {
  template <class Input>
  static void apply(const Input& in, ParsedMount& mount) {
    mount.options = in.string_view();
  }
};

}  // namespace

std::size_t AnalyzeMount() { return p::analyze<Mount>(); }

}  // namespace grammar

std::expected<ParsedMount, ScalarError> ParseMount(std::string_view text) {
  ParsedMount mount;
  if (auto parsed = grammar::ParseAll<grammar::Mount, grammar::Action>(text, mount); !parsed) {
    return std::unexpected(parsed.error());
  }
  return mount;
}

}  // namespace ovcc
