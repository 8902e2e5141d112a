// Grammar of the textual form (docs/ir.md) and the tree that it builds. Actions only stand on whole tokens, so that
// backtracking never undoes one.
#include "ir/syntax.h"

#include <charconv>
#include <string>
#include <tao/pegtl.hpp>
#include <utility>

#include "support/utf8.h"

namespace ovcc::ir::syntax {
namespace {

namespace p = tao::pegtl;

/// Bounds the recursion of the grammar; the deepest module needs 8.
constexpr std::size_t kMaxDepth = 32;
/// Bounds memory: items of one block, and items and values of one file.
constexpr std::size_t kMaxMembers = 1U << 16U;
constexpr std::size_t kMaxParts = 1U << 20U;
constexpr char32_t kMaxCodePoint = 0x10FFFF;

// Tokens.
struct NameChar : p::sor<p::lower, p::digit, p::one<'-'>> {};
struct Name : p::seq<p::lower, p::star<NameChar>> {};
struct Comment : p::seq<p::two<'/'>, p::until<p::at<p::eolf>>> {};

struct Plain : p::plus<p::not_one<'"', '\\', '\n', '\r'>> {};
struct NamedEscape : p::one<'n', 't', '"', '\\'> {};
struct HexByte : p::rep<2, p::xdigit> {};
struct HexPoint : p::rep_min_max<1, 6, p::xdigit> {};
struct PointOpen : p::one<'{'> {};
struct PointClose : p::one<'}'> {};
struct EscapeBody
    : p::sor<NamedEscape, p::if_must<p::one<'x'>, HexByte>, p::if_must<p::one<'u'>, PointOpen, HexPoint, PointClose>> {
};
struct Escape : p::if_must<p::one<'\\'>, EscapeBody> {};
struct QuoteOpen : p::one<'"'> {};
struct QuoteClose : p::one<'"'> {};
struct Quoted : p::if_must<QuoteOpen, p::star<p::sor<Plain, Escape>>, QuoteClose> {};
struct Number : p::seq<p::plus<p::digit>, p::not_at<p::sor<p::alnum, p::one<'.', '-', '_'>>>> {};
struct Word : p::seq<Name, p::not_at<p::sor<p::alnum, p::one<'=', '.', '_'>>>> {};

// Items.
struct Value : p::sor<Quoted, Number, Word> {};
struct AttributeName : Name {};
struct AttributeHead : p::seq<AttributeName, p::one<'='>> {};
struct AttributeValue : p::seq<Value> {};
struct Attribute : p::if_must<AttributeHead, AttributeValue> {};
struct Between : p::star<p::sor<p::blank, Comment, p::eol>> {};
struct BlockOpen : p::one<'{'> {};
struct BlockClose : p::one<'}'> {};
struct Item;
struct Items : p::seq<Between, p::star<Item, Between>> {};
struct Block : p::if_must<p::seq<p::star<p::blank>, BlockOpen>, Items, BlockClose> {};
struct Keyword : p::seq<Name> {};
struct ItemEnd : p::seq<p::star<p::blank>, p::opt<Comment>, p::sor<p::eolf, p::at<p::one<'}'>>>> {};
struct Item : p::if_must<Keyword, p::star<p::plus<p::blank>, Value>, p::star<p::plus<p::blank>, Attribute>,
                         p::opt<Block>, ItemEnd> {};
struct FileEnd : p::eof {};
struct File : p::must<Items, FileEnd> {};

/// What stands after "expected" when the rule fails inside a `must`.
template <class>
inline constexpr const char* kExpected = nullptr;
template <>
inline constexpr const char* kExpected<HexByte> = "two hexadecimal digits";
template <>
inline constexpr const char* kExpected<HexPoint> = "one to six hexadecimal digits";
template <>
inline constexpr const char* kExpected<PointOpen> = "`{`";
template <>
inline constexpr const char* kExpected<PointClose> = "`}`";
template <>
inline constexpr const char* kExpected<EscapeBody> = R"(one of the escapes `\n`, `\t`, `\"`, `\\`, `\xNN`, `\u{…}`)";
template <>
inline constexpr const char* kExpected<QuoteClose> = "a closing quote on this line";
template <>
inline constexpr const char* kExpected<AttributeValue> = "a quoted text, a number or a word";
template <>
inline constexpr const char* kExpected<BlockClose> = "an item or `}`";
template <>
inline constexpr const char* kExpected<ItemEnd> = "a value, `name=value`, `{` or the end of the line";
template <>
inline constexpr const char* kExpected<FileEnd> = "an item";

struct Messages {
  template <class Rule>
  static constexpr const char* message = kExpected<Rule>;
  // Only `must` raises; a rule that fails where another may follow does not.
  template <class Rule>
  static constexpr bool raise_on_failure = false;
};
template <class Rule>
using Control = p::must_if<Messages, p::normal, false>::control<Rule>;

/// Collects tokens into items. `open` holds the items whose end has not been seen, outermost first.
class Builder {
 public:
  Builder(const SourceManager& sources, std::size_t file, Interner& names)
      : sources_(sources), file_(file), names_(names), bytes_(sources.file(file).bytes) {}

  /// False if there are too many.
  bool OpenItem(std::string_view keyword) {
    const std::vector<syntax::Item>& siblings = open_.empty() ? items_ : open_.back().items;
    if (++parts_ > kMaxParts || siblings.size() >= kMaxMembers) return false;
    syntax::Item& item = open_.emplace_back();
    item.keyword = keyword;
    item.span = SpanOf(keyword);
    item.whole_span = item.span;
    return true;
  }
  void CloseItem() {
    syntax::Item item = std::move(open_.back());
    open_.pop_back();
    (open_.empty() ? items_ : open_.back().items).push_back(std::move(item));
  }
  /// False if the nesting is too deep.
  bool OpenBlock() {
    open_.back().has_block = true;
    return open_.size() <= kMaxDepth;
  }
  void CloseBlock(std::string_view brace) { open_.back().whole_span.end = SpanOf(brace).end; }
  void SetAttributeName(std::string_view name) { open_.back().attributes.push_back({name, SpanOf(name), {}}); }

  /// False if there are too many.
  bool CountValue() { return ++parts_ <= kMaxParts; }
  void OpenText() { text_.clear(); }
  std::string& text() { return text_; }
  void CloseText(std::string_view token) {
    AddValue({syntax::Value::Kind::Text, names_.Intern(text_), 0, SpanOf(token)});
  }
  void AddWord(std::string_view token) {
    AddValue({syntax::Value::Kind::Word, names_.Intern(token), 0, SpanOf(token)});
  }
  /// False if the number does not fit.
  bool AddNumber(std::string_view token) {
    std::uint64_t number = 0;
    if (std::from_chars(token.data(), token.data() + token.size(), number).ec != std::errc()) return false;
    AddValue({syntax::Value::Kind::Number, {}, number, SpanOf(token)});
    return true;
  }

  std::vector<syntax::Item> TakeItems() { return std::move(items_); }

 private:
  Span SpanOf(std::string_view token) const {
    return sources_.SpanOf(file_, static_cast<std::uint32_t>(token.data() - bytes_.data()),
                           static_cast<std::uint32_t>(token.size()));
  }
  /// Attributes stand behind all values, so a value belongs to the last attribute if there is one.
  void AddValue(syntax::Value value) {
    syntax::Item& item = open_.back();
    item.whole_span.end = value.span.end;
    if (item.attributes.empty()) {
      item.values.push_back(value);
    } else {
      item.attributes.back().value = value;
    }
  }

  const SourceManager& sources_;
  std::size_t file_;
  Interner& names_;
  std::string_view bytes_;
  std::vector<syntax::Item> open_;
  std::vector<syntax::Item> items_;
  std::string text_;
  std::size_t parts_ = 0;  // items and values so far
};

template <class Input>
std::uint32_t Hexadecimal(const Input& in) {
  std::uint32_t value = 0;
  std::from_chars(in.begin(), in.end(), value, 16);
  return value;
}

template <class Rule>
struct Action : p::nothing<Rule> {};

template <>
struct Action<Keyword> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    if (!builder.OpenItem(in.string_view())) throw p::parse_error("fewer items", in);
  }
};
template <>
struct Action<ItemEnd> {
  static void apply0(Builder& builder) { builder.CloseItem(); }
};
template <>
struct Action<BlockOpen> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    if (!builder.OpenBlock()) throw p::parse_error("fewer nested blocks", in);
  }
};
template <>
struct Action<BlockClose> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    builder.CloseBlock(in.string_view());
  }
};
template <>
struct Action<AttributeHead> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    builder.SetAttributeName(in.string_view().substr(0, in.size() - 1));
  }
};
template <>
struct Action<Word> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    builder.AddWord(in.string_view());
  }
};
template <>
struct Action<Number> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    if (!builder.AddNumber(in.string_view())) throw p::parse_error("a number below 2^64", in);
  }
};
template <>
struct Action<Value> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    if (!builder.CountValue()) throw p::parse_error("fewer values", in);
  }
};
template <>
struct Action<QuoteOpen> {
  static void apply0(Builder& builder) { builder.OpenText(); }
};
template <>
struct Action<Quoted> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    builder.CloseText(in.string_view());
  }
};
template <>
struct Action<Plain> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    builder.text() += in.string_view();
  }
};
template <>
struct Action<NamedEscape> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    const char c = *in.begin();
    builder.text() += c == 'n' ? '\n' : c == 't' ? '\t' : c;
  }
};
template <>
struct Action<HexByte> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    builder.text() += static_cast<char>(Hexadecimal(in));
  }
};
template <>
struct Action<HexPoint> {
  template <class Input>
  static void apply(const Input& in, Builder& builder) {
    const char32_t point = Hexadecimal(in);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (point > kMaxCodePoint || surrogate) throw p::parse_error("a code point that is a character", in);
    AppendUtf8(builder.text(), point);
  }
};

/// Reports what was expected at the byte `offset`; the span covers the character there, nothing at the end of the file.
void ReportSyntax(const SourceManager& sources, std::size_t file, std::size_t offset, std::string_view expected,
                  DiagnosticSink& diags) {
  const std::string& bytes = sources.file(file).bytes;
  std::size_t length = offset < bytes.size() ? 1 : 0;
  if (const auto point = DecodeUtf8(bytes, offset); length != 0 && point) length = point->size;
  diags.Emit(sources.SpanOf(file, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)),
             diag::IrSyntax, expected);
}

}  // namespace

std::optional<std::vector<syntax::Item>> ParseItems(const SourceManager& sources, std::size_t file, Interner& names,
                                                    DiagnosticSink& diags) {
  const SourceManager::File& source = sources.file(file);
  Builder builder(sources, file, names);
  p::memory_input<p::tracking_mode::lazy> in(source.bytes.data(), source.bytes.data() + source.bytes.size(), "");
  try {
    p::parse<File, Action, Control>(in, builder);
  } catch (const p::parse_error& error) {
    ReportSyntax(sources, file, error.positions().front().byte, error.message(), diags);
    return std::nullopt;
  }
  return builder.TakeItems();
}

}  // namespace ovcc::ir::syntax
