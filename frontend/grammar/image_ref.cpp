// Image references (§16.1): `[host[:port]/]path/name[:tag][@digest]`, by the grammar of the distribution project.
#include "frontend/grammar/image_ref.h"

#include <fmt/format.h>

#include <algorithm>

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

struct LowerAlnum : p::sor<p::lower, p::digit> {};
struct Separator : p::sor<p::one<'.'>, p::seq<p::one<'_'>, p::opt<p::one<'_'>>>, p::plus<p::one<'-'>>> {};
struct Component
    : p::seq<p::plus<LowerAlnum>, p::star<p::seq<p::at<Separator, LowerAlnum>, Separator, p::plus<LowerAlnum>>>> {};

struct Alnums : p::plus<p::alnum> {};
struct Label : p::seq<Alnums, p::star<p::plus<p::one<'-'>>, Alnums>> {};
struct HostName : p::sor<p::seq<p::one<'['>, p::uri::IPv6address, p::one<']'>>, p::list<Label, p::one<'.'>>> {};
struct Host : p::seq<HostName, p::opt<p::one<':'>, p::plus<p::digit>>> {};
// What stands before the first `/` and can be no folder is a host: it has a port, brackets or upper-case letters.
struct HostMark : p::sor<p::one<'['>, p::seq<p::star<p::sor<p::alnum, p::one<'-', '_'>>>, p::one<'.', ':'>>,
                         p::seq<p::star<p::sor<p::lower, p::digit, p::one<'-', '_'>>>, p::upper>> {};
struct NameText : Component {};
struct LooksLikeFolder : p::at<Component, p::one<'/'>> {};
struct HasHost
    : p::seq<p::not_at<LooksLikeFolder>, p::at<HostMark>, p::at<p::plus<p::not_one<'/', '@'>>, p::one<'/'>>> {};
struct Folder : p::seq<LooksLikeFolder, Component, p::one<'/'>> {};
// A name or tag is judged as a whole, so that an error covers all of it.
struct Name : p::seq<p::at<NameText, p::sor<p::eof, p::one<':', '@'>>>, NameText> {
  static constexpr const char* kExpected = "a name of lower-case letters and digits, joined by `.`, `_` or `-`";
};
struct HostPart : p::seq<Host, p::one<'/'>> {
  static constexpr const char* kExpected = "the name of a registry and `/`";
};
struct Repository : p::seq<p::opt<HasHost, HostPart>, p::star<Folder>, Name> {};
struct TagText : p::seq<p::sor<p::alnum, p::one<'_'>>, p::rep_max<127, p::sor<p::alnum, p::one<'_', '.', '-'>>>> {};
struct Tag : p::seq<p::at<TagText, p::sor<p::eof, p::one<'@'>>>, TagText> {
  static constexpr const char* kExpected = "a tag of at most 128 letters, digits, `_`, `.` and `-`";
};
struct TagAlone : p::seq<TagText, p::eof> {};
// Podman knows these three algorithms and checks the length.
struct LowerHex : p::sor<p::digit, p::range<'a', 'f'>> {};
template <unsigned kDigits>
struct HexAlone : p::seq<p::at<p::rep<kDigits, LowerHex>, p::not_at<p::xdigit>>, p::rep<kDigits, LowerHex>> {};
struct Hex256 : HexAlone<64> {
  static constexpr const char* kExpected = "64 hexadecimal digits in lower case";
};
struct Hex384 : HexAlone<96> {
  static constexpr const char* kExpected = "96 hexadecimal digits in lower case";
};
struct Hex512 : HexAlone<128> {
  static constexpr const char* kExpected = "128 hexadecimal digits in lower case";
};
struct DigestText : p::sor<p::seq<TAO_PEGTL_STRING("sha256:"), Hex256>, p::seq<TAO_PEGTL_STRING("sha384:"), Hex384>,
                           p::seq<TAO_PEGTL_STRING("sha512:"), Hex512>> {};
struct Digest : p::sor<DigestText> {
  static constexpr const char* kExpected = "a digest: `sha256:`, `sha384:` or `sha512:`";
};
struct End : p::eof {
  static constexpr const char* kExpected = "a tag, a digest, or the end of the reference";
};
struct Ref : p::seq<Repository, p::opt<p::one<':'>, Tag>, p::opt<p::one<'@'>, Digest>, End> {};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<Repository> {
  template <class Input>
  static void apply(const Input& in, ParsedImageRef& ref) {
    ref.repository = in.string_view();
  }
};
template <>
struct Action<NameText> {
  template <class Input>
  static void apply(const Input& in, ParsedImageRef& ref) {
    ref.name = in.string_view();
  }
};
template <>
struct Action<TagText> {
  template <class Input>
  static void apply(const Input& in, ParsedImageRef& ref) {
    ref.tag = in.string_view();
  }
};
template <>
struct Action<DigestText> {
  template <class Input>
  static void apply(const Input& in, ParsedImageRef& ref) {
    ref.digest = in.string_view();
  }
};

}  // namespace

std::size_t AnalyzeImageRef() { return p::analyze<Ref>() + p::analyze<TagAlone>(); }

}  // namespace grammar

std::expected<ParsedImageRef, ScalarError> ParseImageRef(std::string_view text) {
  ParsedImageRef ref;
  if (auto parsed = grammar::ParseAll<grammar::Ref, grammar::Action>(text, ref, ":/@[]"); !parsed) {
    return std::unexpected(parsed.error());
  }
  constexpr std::size_t kMostCharacters = 255;
  if (ref.repository.size() > kMostCharacters) {
    return grammar::ErrorAt(text, ref.repository, "a name of at most 255 characters");
  }
  ref.pinned = text.find_first_of("/:@") != std::string_view::npos;
  return ref;
}

std::expected<void, ScalarError> CheckImageTag(std::string_view text) {
  ParsedImageRef ref;
  if (grammar::ParseAll<grammar::TagAlone, grammar::Action>(text, ref)) return {};
  return grammar::ErrorAt(text, text, grammar::Tag::kExpected);
}

std::expected<void, ScalarError> CheckRegistry(std::string_view text) {
  const auto parsed = ParseImageRef(fmt::format("{}/x", text));
  if (parsed) return {};
  ScalarError error = parsed.error();
  error.offset = std::min(error.offset, text.size());
  error.length = std::min(error.length, text.size() - error.offset);
  return std::unexpected(std::move(error));
}

}  // namespace ovcc
