// Deploy keys (§1.3): `IMG` or `IMG/INST`, split at the first `/`.
#include "frontend/grammar/deploy_key.h"

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

struct NameText : p::seq<p::alnum, p::star<p::sor<p::alnum, p::one<'_', '.', '-'>>>> {};
struct ImageText : NameText {};
struct InstanceText : NameText {};
struct Image : p::seq<ImageText, p::at<p::sor<p::one<'/'>, p::eof>>> {
  static constexpr const char* kExpected = "a name: letters, digits, `_`, `.` and `-`";
};
struct Instance : p::seq<InstanceText, p::eof> {
  static constexpr const char* kExpected = "the name of an instance: letters, digits, `_`, `.` and `-`";
};
struct Key : p::seq<Image, p::sor<p::eof, p::seq<p::one<'/'>, Instance>>> {};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<ImageText> {
  template <class Input>
  static void apply(const Input& in, ParsedDeployKey& key) {
    key.image = in.string_view();
  }
};
template <>
struct Action<InstanceText> {
  template <class Input>
  static void apply(const Input& in, ParsedDeployKey& key) {
    key.instance = in.string_view();
    key.has_instance = true;
  }
};

}  // namespace

std::size_t AnalyzeDeployKey() { return p::analyze<Key>(); }

}  // namespace grammar

std::expected<ParsedDeployKey, ScalarError> ParseDeployKey(std::string_view text) {
  ParsedDeployKey key;
  auto parsed = grammar::ParseAll<grammar::Key, grammar::Action>(text, key);
  if (parsed) return key;
  // The error covers the whole part at fault.
  ScalarError error = parsed.error();
  const std::size_t slash = text.find('/');
  const bool in_instance = slash != std::string_view::npos && error.offset > slash;
  const std::string_view part = in_instance ? text.substr(slash + 1) : text.substr(0, slash);
  error.offset = grammar::OffsetOf(text, part);
  error.length = part.size();
  return std::unexpected(error);
}

}  // namespace ovcc
