// Layer references (§1.4): a name, or `@host/org/repo/path[:version]`.
#include "frontend/grammar/layer_ref.h"

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

struct Part : p::plus<p::sor<p::alnum, p::one<'_', '.', '-', '+'>>> {};
// A local name may have a folder in front, as discovery of nested layers gives it.
struct LocalName : p::list<Part, p::one<'/'>> {};
struct Local : p::sor<LocalName> {
  static constexpr const char* kExpected = "the name of a layer";
};
struct Folder : p::seq<p::one<'/'>, Part> {};
struct RemotePath : p::seq<Part, p::rep<3, Folder>, p::star<Folder>> {};
struct RemoteText : p::seq<p::one<'@'>, RemotePath> {};
struct Remote : p::sor<RemoteText> {
  static constexpr const char* kExpected = "`@host/org/repo/path`";
};
struct VersionText : p::plus<p::not_one<' ', '\t', '\n', '\r', '\0', ':'>> {};
struct Version : p::sor<VersionText> {
  static constexpr const char* kExpected = "a version";
};
struct End : p::eof {
  static constexpr const char* kExpected = "the end of the reference";
};
struct Ref : p::seq<p::if_then_else<p::at<p::one<'@'>>, p::seq<Remote, p::opt<p::one<':'>, Version>>, Local>, End> {};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<LocalName> {
  template <class Input>
  static void apply(const Input& in, ParsedLayerRef& ref) {
    ref.identity = in.string_view();
  }
};
template <>
struct Action<RemoteText> {
  template <class Input>
  static void apply(const Input& in, ParsedLayerRef& ref) {
    ref.identity = in.string_view();
    ref.remote = true;
  }
};
template <>
struct Action<VersionText> {
  template <class Input>
  static void apply(const Input& in, ParsedLayerRef& ref) {
    ref.version = in.string_view();
  }
};

}  // namespace

std::size_t AnalyzeLayerRef() { return p::analyze<Ref>(); }

}  // namespace grammar

std::expected<ParsedLayerRef, ScalarError> ParseLayerRef(std::string_view text) {
  ParsedLayerRef ref;
  if (auto parsed = grammar::ParseAll<grammar::Ref, grammar::Action>(text, ref, ": "); !parsed) {
    return std::unexpected(parsed.error());
  }
  return ref;
}

}  // namespace ovcc
