#include "frontend/yaml/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace ovcc::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A parsed text and everything it refers to.
class Parsed {
 public:
  explicit Parsed(std::string text, const Limits& limits = {}) {
    file_ = sources_.Add("f.yml", std::move(text)).value();
    result = ParseYaml(sources_, file_, limits, sink_);
  }

  /// All nodes of a document: maps as `{key: value}`, lists as `[item]`, plain scalars as they are, others with `'`,
  /// `"`,
  /// `|` or `>` in front, nulls as `null(spelling)`.
  [[nodiscard]] std::string Values(std::size_t document = 0) const {
    return Print(result.documents.at(document), result.documents.at(document).root(), false);
  }

  /// The same with the source under each span instead of the value of a scalar, and under each collection after `=`.
  [[nodiscard]] std::string Sources(std::size_t document = 0) const {
    return Print(result.documents.at(document), result.documents.at(document).root(), true);
  }

  /// `line:column code` of each finding, with the source under the span, and with the places of the labels.
  [[nodiscard]] std::vector<std::string> Findings() const {
    std::vector<std::string> findings;
    for (const Diagnostic& found : sink_.all()) {
      std::string text = fmt::format("{} {} [{}]", Place(found.span), found.info->code, sources_.TextOf(found.span));
      for (const Label& label : found.labels) text += fmt::format(" <- {} {}", Place(label.span), label.text);
      findings.push_back(text);
    }
    return findings;
  }

  [[nodiscard]] std::string Help() const { return sink_.all().empty() ? "" : sink_.all().front().help; }
  [[nodiscard]] std::string Message() const { return sink_.all().empty() ? "" : sink_.all().front().message; }

  [[nodiscard]] std::string Place(Span span) const {
    const Position position = sources_.Locate(span);
    return fmt::format("{}:{}", position.line, position.column);
  }

  [[nodiscard]] const Document& document() const { return result.documents.at(0); }

  ParsedFile result;

 private:
  [[nodiscard]] std::string Print(const Document& document, NodeId id, bool spans) const {
    const Node& node = document.node(id);
    const std::string_view source = sources_.TextOf(node.span);
    std::string text;
    switch (node.kind) {
      case Kind::Null:
        EXPECT_FALSE(node.span.empty());
        return fmt::format("null({})", spans ? source : node.text);
      case Kind::Scalar: {
        const char mark = std::string_view("\0'\"|>", 5)[static_cast<std::size_t>(node.style)];
        if (spans) return std::string(source);
        return mark == '\0' ? std::string(node.text) : mark + std::string(node.text);
      }
      case Kind::List:
        for (const NodeId item : document.items(node))
          text += (text.empty() ? "" : ", ") + Print(document, item, spans);
        return "[" + text + "]" + (spans ? fmt::format("={}", source) : "");
      case Kind::Map:
        for (const MapEntry& entry : document.entries(node)) {
          text += (text.empty() ? "" : ", ") + Print(document, entry.key, spans) + ": " +
                  Print(document, entry.value, spans);
        }
        return "{" + text + "}" + (spans ? fmt::format("={}", source) : "");
    }
    return text;
  }

  SourceManager sources_;
  std::size_t file_ = 0;
  DiagnosticSink sink_;
};

struct ValueCase {
  std::string source;
  std::string values;
};

void ExpectValues(std::initializer_list<ValueCase> cases) {
  for (const ValueCase& c : cases) {
    const Parsed parsed(c.source);
    ASSERT_THAT(parsed.Findings(), IsEmpty()) << c.source;
    ASSERT_EQ(parsed.result.documents.size(), 1U) << c.source;
    EXPECT_EQ(parsed.Values(), c.values) << c.source;
  }
}

TEST(ParseYaml, KeepsPlainScalarsAsWritten) {
  ExpectValues({{"a: 8080", "{a: 8080}"},
                {"a: true\nb: 010\nc: 2222:2222\nd: 1.50", "{a: true, b: 010, c: 2222:2222, d: 1.50}"},
                {"8080: a\ntrue: b", "{8080: a, true: b}"},
                {"a: b # comment\nc: d#e", "{a: b, c: d#e}"},
                {"a: http://x:80/#y", "{a: http://x:80/#y}"},
                {"a: one\n   two\n\n\n   three  \nb: c", "{a: one two\n\nthree, b: c}"},
                {"[a\tb, c  d]", "[a\tb, c  d]"},
                {"text", "text"}});
}

TEST(ParseYaml, KnowsStyles) {
  ExpectValues({{"a: 'it''s'", "{a: 'it's}"},
                {"a: \"x\\ty\\u00e9\\\"\"", "{a: \"x\ty\xC3\xA9\"}"},
                {"a: \"one\n  two\\\n  three\"", "{a: \"one twothree}"},
                {"'a': \"\"\nb: ''", "{'a: \", b: '}"},
                {"a: |\n  x\n    y\n\n  z\nb: c", "{a: |x\n  y\n\nz\n, b: c}"},
                {"a: >-\n  x\n  y\n\n  z\n", "{a: >x y\nz}"},
                {"a: |2\n    x\n   y\n", "{a: |  x\n y\n}"},
                {"- |+\n  x\n\n- |-\n  y\n", "[|x\n\n, |y]"},
                {"a: |\nb: >\n\nc: d", "{a: |, b: >, c: d}"}});
}

// yaml-cpp loses the last one.
TEST(ParseYaml, KeepsEveryLineBreakOfAFoldedScalarThatAsksForIt) {
  ExpectValues({{"a: >+\n  x\n\nb: c", "{a: >x\n\n, b: c}"},
                {"a: >+\n  x\n  \n\n# d\nb: c", "{a: >x\n\n\n, b: c}"},
                {"a: >2+ # d\n  x\n    y\n\nb: c", "{a: >x\n  y\n\n, b: c}"},
                {"a: >+\r\n  x\r\n\r\n\r\nb: c", "{a: >x\n\n\n, b: c}"},
                {"- >+\n  x\n- >+\n  y\n\n", "[>x\n, >y\n\n]"},
                {"a: >+\n\n\nb: c", "{a: >\n\n, b: c}"},
                {"a: >\n  x\n\nb: >-\n  y\n\n", "{a: >x\n, b: >y}"}});
}

TEST(ParseYaml, EscapesOfOneByteInYamlCppAreUtf8) {
  ExpectValues({{"a: \"\\N\\_x\\N\"", "{a: \"\xC2\x85\xC2\xA0x\xC2\x85}"}});
}

TEST(ParseYaml, TellsSpelledFromOmittedNulls) {
  ExpectValues(
      {{"a: null\nb: ~\nc: Null\nd: NULL\ne:", "{a: null(null), b: null(~), c: null(Null), d: null(NULL), e: null()}"},
       {"a: 'null'\nb: nULL", "{a: 'null, b: nULL}"},
       {"- \n- ~\n-", "[null(), null(~), null()]"},
       {"{a, b: , c: null}", "{a: null(), b: null(), c: null(null)}"},
       {"a:\nnull x: 1", "{a: null(), null x: 1}"},
       {"a:\nnullable: 1", "{a: null(), nullable: 1}"},
       {"a:   # nothing\n~x: 1", "{a: null(), ~x: 1}"},
       {"? a\n? b", "{a: null(), b: null()}"},
       {"[a, null # x\n]", "[a, null(null)]"}});
  const Parsed before_null_key("a:\nnull: 1");
  EXPECT_EQ(before_null_key.Values(), "{a: null()}");
  EXPECT_THAT(before_null_key.Findings(), ElementsAre("2:1 yaml-key [null]"));
}

TEST(ParseYaml, OmittedValuesStandBehindTheirColonOrDash) {
  const Parsed parsed("a:   # c\nb:\n  -\n  - x\n");
  const Document& document = parsed.document();
  const Node& root = document.node(document.root());
  EXPECT_EQ(parsed.Place(document.node(*document.Find(root, "a")).span), "1:3");
  const Node& list = document.node(*document.Find(root, "b"));
  EXPECT_EQ(parsed.Place(document.node(document.items(list)[0]).span), "3:4");
}

TEST(ParseYaml, ReadsTagsAsTextOrNotAtAll) {
  ExpectValues(
      {{"a: !!str null\nb: !!str\nc: ! ~", "{a: null, b: , c: ~}"},
       {"a: !!int 3\nb: !x ~\nc: !x\nd: !<tag:yaml.org,2002:str> null", "{a: 3, b: null(~), c: null(), d: null}"},
       {"a: !!str &x 'q'\nb: &y !x [1]", "{a: 'q, b: [1]}"},
       {"a: !!str\n\"\": c", "{a: , \": c}"}});
}

TEST(ParseYaml, SpansCoverExactlyWhatIsWritten) {
  struct Case {
    std::string source, spans;
  };
  for (const Case& c :
       {Case{"a: b # c\n", "{a: b}=a: b"}, Case{"'a' :  \"b\\\"\"  \n", "{'a': \"b\\\"\"}='a' :  \"b\\\"\""},
        Case{"a: [x, {y: z}, 'q' , ]\n", "{a: [x, {y: z}={y: z}, 'q']=[x, {y: z}, 'q' , ]}=a: [x, {y: z}, 'q' , ]"},
        Case{"- a: 1\n  b: ~\n- c\n", "[{a: 1, b: null(~)}=a: 1\n  b: ~, c]=- a: 1\n  b: ~\n- c"},
        Case{"a: one\n  two\n", "{a: one\n  two}=a: one\n  two"},
        Case{"a: |  # c\n  x\n\n  y\n\nb: c\n", "{a: |  # c\n  x\n\n  y, b: c}=a: |  # c\n  x\n\n  y\n\nb: c"},
        Case{"a: &x\n  b: c\n", "{a: {b: c}=b: c}=a: &x\n  b: c"},
        Case{"&k a: &x !!str b\n", "{a: b}=&k a: &x !!str b"},
        Case{"[a: b, ? c : d]", "[{a: b}=a: b, {c: d}=? c : d]=[a: b, ? c : d]"},
        Case{"a: {\n  # c\n}\n", "{a: {}={\n  # c\n}}=a: {\n  # c\n}"},
        Case{"\xC3\xA9: '\xE6\xBC\xA2'\n", "{\xC3\xA9: '\xE6\xBC\xA2'}=\xC3\xA9: '\xE6\xBC\xA2'"}}) {
    const Parsed parsed(c.source);
    EXPECT_THAT(parsed.Findings(), IsEmpty()) << c.source;
    EXPECT_EQ(parsed.Sources(), c.spans) << c.source;
  }
}

TEST(ParseYaml, EveryKindOfLineEndGivesTheSameValues) {
  const std::string text = "a: 1\nb: |\n  x\n  y\nc: p\n  q\n# end\n";
  for (const std::string_view end : {"\n", "\r\n", "\r"}) {
    std::string source;
    for (const char c : text) source += c == '\n' ? std::string(end) : std::string(1, c);
    const Parsed parsed(source);
    EXPECT_THAT(parsed.Findings(), IsEmpty());
    EXPECT_EQ(parsed.Values(), "{a: 1, b: |x\ny\n, c: p q}");
    const Document& document = parsed.document();
    EXPECT_EQ(parsed.Place(document.node(*document.Find(document.node(document.root()), "c")).span), "5:4");
  }
}

TEST(ParseYaml, SkipsTheByteOrderMark) {
  const Parsed parsed(
      "\xEF\xBB\xBF"
      "a: b\n");
  EXPECT_EQ(parsed.Sources(), "{a: b}=a: b");
}

TEST(ParseYaml, ReadsEveryDocumentThatIsNotEmpty) {
  EXPECT_TRUE(Parsed("").result.documents.empty());
  EXPECT_TRUE(Parsed("# only\n").result.documents.empty());
  EXPECT_TRUE(Parsed("---\n").result.documents.empty());
  const Parsed parsed("# c\n---\na: &x 1\n---\n~\n---\n...\n%YAML 1.2\n---\n- b\n");
  ASSERT_EQ(parsed.result.documents.size(), 2U);
  EXPECT_EQ(parsed.Values(0), "{a: 1}");
  EXPECT_EQ(parsed.Values(1), "[b]");
  EXPECT_FALSE(parsed.result.failed);
}

TEST(ParseYaml, RepeatedKeysKeepTheFirst) {
  const Parsed parsed("a: 1\n'b': 2\n\"a\": 3\nb: 4\na: 5\n");
  EXPECT_EQ(parsed.Values(), "{a: 1, 'b: 2}");
  EXPECT_THAT(parsed.Findings(), ElementsAre("3:1 yaml-duplicate-key [\"a\"] <- 1:1 first here",
                                             "4:1 yaml-duplicate-key [b] <- 2:1 first here",
                                             "5:1 yaml-duplicate-key [a] <- 1:1 first here"));
  EXPECT_TRUE(parsed.result.failed);
}

TEST(ParseYaml, FindsRepeatedKeysInLargeMappings) {
  std::string source;
  for (int i = 0; i < 20000; ++i) source += fmt::format("key{}: {}\n", i, i);
  EXPECT_THAT(Parsed(source).Findings(), IsEmpty());
  EXPECT_THAT(Parsed(source + "key7: x\n").Findings(),
              ElementsAre("20001:1 yaml-duplicate-key [key7] <- 8:1 first here"));
}

TEST(ParseYaml, AliasesShareTheirNode) {
  const Parsed parsed("a: &x [1]\nb: *x\nc: &y\nd: *y\n&k e: f\ng: {*k : 1}\n");
  EXPECT_THAT(parsed.Findings(), IsEmpty());
  EXPECT_EQ(parsed.Values(), "{a: [1], b: [1], c: null(), d: null(), e: f, g: {e: 1}}");
  const Document& document = parsed.document();
  const Node& root = document.node(document.root());
  EXPECT_EQ(document.Find(root, "a"), document.Find(root, "b"));
}

TEST(ParseYaml, MergesMappings) {
  const std::string bases = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\n";
  const std::string values = "{x: {a: 1, b: 2}, y: {b: 3, c: 4}, ";
  ExpectValues({{bases + "m: {<<: *x, b: own}", values + "m: {b: own, a: 1}}"},
                {bases + "m:\n  k: v\n  <<: [*x, *y]\n", values + "m: {k: v, a: 1, b: 2, c: 4}}"},
                {bases + "m: {<<: [*y, *x]}", values + "m: {b: 3, c: 4, a: 1}}"},
                {bases + "m: {<<: {q: r}}", values + "m: {q: r}}"},
                {bases + "m: {\"<<\": *x}", values + "m: {\"<<: {a: 1, b: 2}}}"}});
  const Parsed chained(bases + "m: &m {<<: *x}\nn: {<<: *m, z: 1}\n");
  EXPECT_EQ(chained.Values(), values + "m: {a: 1, b: 2}, n: {z: 1, a: 1, b: 2}}");
}

TEST(ParseYaml, RefusesToMergeAnythingElse) {
  EXPECT_THAT(Parsed("a:\n  <<: text\n").Findings(), ElementsAre("2:3 yaml-merge-key [<<] <- 2:7 this is text"));
  EXPECT_THAT(Parsed("a: {<<: [{b: c}, 3]}\n").Findings(), ElementsAre("1:5 yaml-merge-key [<<] <- 1:18 this is text"));
  EXPECT_THAT(Parsed("a: {<<: }\n").Findings(), ElementsAre("1:5 yaml-merge-key [<<] <- 1:8 this is nothing"));
  EXPECT_THAT(Parsed("a: {<<: {b: c}, <<: {d: e}}\n").Findings(),
              ElementsAre("1:17 yaml-duplicate-key [<<] <- 1:5 first here"));
}

TEST(ParseYaml, RefusesKeysThatAreNotText) {
  const Parsed parsed("? [a]\n: b\n~: c\n: d\n? {e: f}\n: [g]\nh: i\n");
  EXPECT_THAT(parsed.Findings(),
              ElementsAre("1:3 yaml-key [[a]]", "3:1 yaml-key [~]", "4:1 yaml-key [:]", "5:3 yaml-key [{e: f}]"));
  EXPECT_EQ(parsed.Values(), "{h: i}");
}

TEST(ParseYaml, RefusesATemplateOnce) {
  const Parsed key("{{ app }}: 1\n");
  EXPECT_THAT(key.Findings(), ElementsAre("1:1 yaml-key [{{ app }}]"));
  EXPECT_EQ(key.Help(), "fill in the template first, or quote it");
  const Parsed value("a: {{ app }}\n");
  EXPECT_THAT(value.Findings(), ElementsAre("1:5 yaml-key [{ app }]"));
  EXPECT_EQ(value.Help(), "fill in the template first, or quote it");
}

TEST(ParseYaml, RefusesAliasesWithoutCompleteAnchor) {
  EXPECT_THAT(Parsed("a: *nope\n").Findings(), ElementsAre("1:4 yaml-alias [*nope]"));
  EXPECT_THAT(Parsed("a: *b\nb: &b 1\n").Findings(),
              ElementsAre("1:4 yaml-alias [*b] <- 2:4 the anchor comes only here"));
  EXPECT_THAT(Parsed("a: &a 1\n---\nb: *a\n").Findings(), ElementsAre("3:4 yaml-alias [*a]"));
  const Parsed open("a: &a [1, *a, 2]\nb: *a\n");
  EXPECT_THAT(open.Findings(), ElementsAre("1:11 yaml-alias [*a] <- 1:7 this holds the alias itself"));
  EXPECT_EQ(open.Values(), "{a: [1, 2], b: [1, 2]}");
}

TEST(ParseYaml, LimitsNesting) {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_THAT(Parsed(nested(64)).Findings(), IsEmpty());
  EXPECT_THAT(Parsed(nested(65)).Findings(), ElementsAre("1:65 yaml-limit [[]"));
  EXPECT_THAT(Parsed(nested(100000)).Findings(), ElementsAre("1:65 yaml-limit [[]"));
  for (const char* opening : {"[", "{a: ", "- ", "? "}) {
    std::string source;
    for (int i = 0; i < 100000; ++i) source += opening;
    const Parsed parsed(source);
    EXPECT_EQ(parsed.Findings().size(), 1U) << opening;
    EXPECT_EQ(parsed.Message(), "this nests too deep (limit 64)") << opening;
  }
  std::string chain = "- &a0 [x]\n";
  for (int i = 0; i < 100; ++i) chain += fmt::format("- &a{} [*a{}]\n", i + 1, i);
  EXPECT_THAT(Parsed(chain).Findings(), ElementsAre("64:9 yaml-limit [*a62]"));
}

TEST(ParseYaml, LimitsWhatAliasesExpandTo) {
  std::string source = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'k'; ++c) {
    const std::string one = fmt::format("*{}", static_cast<char>(c - 1));
    source += fmt::format("{0}: &{0} [{1},{1},{1},{1},{1},{1},{1},{1},{1}]\n", c, one);
  }
  const Parsed parsed(source);
  EXPECT_THAT(parsed.Findings(), ElementsAre("7:14 yaml-limit [*f]"));
  EXPECT_TRUE(parsed.result.documents.empty());
  EXPECT_THAT(Parsed("a: &a [1, 2]\nb: *a\nc: *a\n", {.nodes = 13}).Findings(), IsEmpty());
  EXPECT_THAT(Parsed("a: &a [1, 2]\nb: *a\nc: *a\n", {.nodes = 12}).Findings(), ElementsAre("3:4 yaml-limit [*a]"));
}

TEST(ParseYaml, LimitsTheMembersOfACollection) {
  EXPECT_THAT(Parsed("[1, 2]", {.members = 2}).Findings(), IsEmpty());
  EXPECT_THAT(Parsed("[1, 2, 3]", {.members = 2}).Findings(), ElementsAre("1:8 yaml-limit [3]"));
  EXPECT_THAT(Parsed("a: 1\nb: [1, 2]\n", {.members = 2}).Findings(), IsEmpty());
  const Parsed parsed("a: 1\nb: 2\nc: 3\n", {.members = 2});
  EXPECT_THAT(parsed.Findings(), ElementsAre("3:1 yaml-limit [c]"));
  EXPECT_EQ(parsed.Message(), "this mapping has too many keys (limit 2)");
}

TEST(ParseYaml, LimitsTheSizeOfAFile) {
  EXPECT_THAT(Parsed("a: b", {.bytes = 4}).Findings(), IsEmpty());
  const Parsed parsed("a: b\n", {.bytes = 4});
  EXPECT_THAT(parsed.Findings(), ElementsAre("1:1 yaml-limit [a]"));
  EXPECT_EQ(parsed.Message(), "the file has 5 bytes (limit 4)");
}

TEST(ParseYaml, ReadsALineOfAMegabyte) {
  const std::string text(1000000, 'x');
  const Parsed parsed("a: " + text + "\nb: '" + text + "'\nc: [" + text + "]\n");
  EXPECT_THAT(parsed.Findings(), IsEmpty());
  EXPECT_EQ(parsed.Values().size(), 3000000U + std::string_view("{a: , b: ', c: []}").size());
}

TEST(ParseYaml, RefusesBytesThatAreNotText) {
  struct Case {
    std::string source, finding, message;
  };
  for (const Case& c : {Case{"a: \xFF\n", "1:4 not-utf8 [\xFF]", "byte 3 is not UTF-8"},
                        Case{std::string("\xFF\xFE"
                                         "a\0",
                                         4),
                             "1:1 not-utf8 [\xFF]", "byte 0 is not UTF-8"},
                        Case{"\xED\xA0\x80", "1:1 not-utf8 [\xED]", "byte 0 is not UTF-8"},
                        Case{std::string("a: \0\n", 5), std::string("1:4 yaml-syntax [\0]", 19),
                             "cannot read this as YAML: the control character U+0000 must be written as an escape"},
                        Case{"a: \x1b\n", "1:4 yaml-syntax [\x1b]",
                             "cannot read this as YAML: the control character U+001B must be written as an escape"},
                        Case{"\xC3\xA9 \x7f\n", "1:3 yaml-syntax [\x7f]",
                             "cannot read this as YAML: the control character U+007F must be written as an escape"},
                        Case{"a: \xC2\x9B\n", "1:4 yaml-syntax [\xC2\x9B]",
                             "cannot read this as YAML: the control character U+009B must be written as an escape"}}) {
    const Parsed parsed(c.source);
    EXPECT_THAT(parsed.Findings(), ElementsAre(c.finding));
    EXPECT_EQ(parsed.Message(), c.message);
    EXPECT_TRUE(parsed.result.failed);
  }
  EXPECT_THAT(Parsed("a: \xC2\x85 \xC2\xA0 \t\n").Findings(), IsEmpty());
}

TEST(ParseYaml, PointsAtWhatCannotBeRead) {
  struct Case {
    std::string source, finding, message;
  };
  const std::string tab = "a tab in the indentation";
  const std::string colon = "`:` cannot stand here; quote the text, or correct the indentation";
  for (const Case& c :
       {Case{"a:\n\tb: 1\n", "2:1 yaml-syntax [\t]", tab}, Case{"a:\n  b: 1\n\tc: 2\n", "3:1 yaml-syntax [\t]", tab},
        Case{"a:\n\tb\n", "2:1 yaml-syntax [\t]", tab}, Case{"a:\n  \t- b\n", "2:3 yaml-syntax [\t]", tab},
        Case{"a: b: c\n", "1:5 yaml-syntax [:]", colon},
        Case{"a: [1, 2\nb: 3\n", "2:2 yaml-syntax [:] <- 1:4 opened here", "expected `,` or `]`"},
        Case{"a: {b: 1\n", "2:1 yaml-syntax [] <- 1:4 opened here", "expected `,` or `}`"},
        Case{"a: ]\n", "1:4 yaml-syntax []]", "this bracket closes nothing"},
        Case{"a: \"b\nc: d\n", "1:4 yaml-syntax [\"]", "the closing quote is missing"},
        Case{"a: 'b", "1:4 yaml-syntax [']", "the closing quote is missing"},
        Case{"a: \"b\\q\"\n", "1:6 yaml-syntax [\\]", "unknown escape"},
        Case{"a: \"\\xZZ\"\n", "1:8 yaml-syntax [Z]", "expected hexadecimal digits"},
        Case{"a: @b\n", "1:4 yaml-syntax [@]", "this character cannot stand here; quote the text"},
        Case{"a:\n    b: 1\n  c: 2\n",
             "3:3 yaml-syntax [c] <- 1:1 the nearest line above that is indented less <- 2:5 what stands below that "
             "begins "
             "here, indented by 4 columns",
             "this does not belong to the mapping around it; check indentation and quotes"},
        Case{"  a: 1\nb: 2\n", "2:1 yaml-syntax [b] <- 1:3 what stands above begins here, indented by 2 columns",
             "this stands behind the end of the document; check indentation and quotes"},
        Case{"[a] b\n", "1:5 yaml-syntax [b]",
             "this stands behind the end of the document; check indentation and quotes"}}) {
    const Parsed parsed(c.source);
    EXPECT_THAT(parsed.Findings(), ElementsAre(c.finding)) << c.source;
    EXPECT_EQ(parsed.Message(), "cannot read this as YAML: " + c.message) << c.source;
    EXPECT_TRUE(parsed.result.failed);
  }
}

TEST(ParseYaml, TabsMaySeparateAndStandInBrackets) {
  ExpectValues({{"a:\tb\nc: \t'd'", "{a: b, c: 'd}"}, {"a: [\n\tb,\n\tc]\n", "{a: [b, c]}"}});
}

TEST(ParseYaml, CountsColumnsInCharacters) {
  EXPECT_THAT(Parsed("{\xC3\xA9\xE6\xBC\xA2: 1, a: 2, a: 3}\n").Findings(),
              ElementsAre("1:15 yaml-duplicate-key [a] <- 1:9 first here"));
}

TEST(ParseYaml, KeepsDocumentsBeforeAnError) {
  const Parsed parsed("a: 1\n---\nb: [\n");
  EXPECT_TRUE(parsed.result.failed);
  ASSERT_EQ(parsed.result.documents.size(), 1U);
  EXPECT_EQ(parsed.Values(), "{a: 1}");
}

TEST(KindName, NamesKindsForMessages) {
  EXPECT_EQ(KindName(Kind::Map), "a mapping");
  EXPECT_EQ(KindName(Kind::List), "a list");
  EXPECT_EQ(KindName(Kind::Scalar), "text");
  EXPECT_EQ(KindName(Kind::Null), "nothing");
}

}  // namespace
}  // namespace ovcc::yaml
