#include <gtest/gtest.h>

#include <string>

#include "frontend/yaml/document.h"

namespace ovcc::yaml {
namespace {

/// The source under `length` bytes at the first `needle` in the value of the scalar under key `a`.
std::string Under(const std::string& source, std::string_view needle) {
  SourceManager sources;
  DiagnosticSink sink;
  const std::size_t file = sources.Add("f.yml", source).value();
  const ParsedFile parsed = ParseYaml(sources, file, {}, sink);
  EXPECT_TRUE(sink.all().empty()) << source;
  const Document& document = parsed.documents.at(0);
  const Node& scalar = document.node(document.Find(document.node(document.root()), "a").value());
  const std::size_t offset = scalar.text.find(needle);
  EXPECT_NE(offset, std::string_view::npos) << source;
  const Span span = Within(sources, scalar, offset, needle.size());
  EXPECT_TRUE(scalar.span.Contains(span)) << source;
  return std::string(sources.TextOf(span));
}

struct Case {
  std::string source, needle, under;
};

TEST(Within, FindsTheBytesInEveryStyle) {
  for (const Case& c :
       {Case{"a: 127.0.0.1:80", "80", "80"}, Case{"a: '127.0.0.1:80'", "80", "80"}, Case{"a: 'it''s it'", "s", "s"},
        Case{"a: 'it''s it'", "'", "''"}, Case{"a: 'it''s it'", "t's", "t''s"}, Case{"a: \"x\\ty\"", "y", "y"},
        Case{"a: \"x\\ty\"", "\t", "\\t"}, Case{"a: \"\\u00e9\\U0001F600z\"", "z", "z"},
        Case{"a: \"\\u00e9\\U0001F600z\"", "\xC3\xA9", "\\u00e9"}, Case{"a: \"\\N\\L\\x41z\"", "z", "z"},
        Case{"a: \"\\N\\L\\x41z\"", "A", "\\x41"}, Case{"a: |\n  one\n   two\n\n  three\n", "two", "two"},
        Case{"a: |\n  one\n   two\n\n  three\n", "three", "three"}, Case{"a: |\r\n  one\r\n  two\r\n", "two", "two"},
        Case{"a: |2-\n    one\n  two\n", "two", "two"}, Case{"a: |\n\n\n  one\n", "one", "one"},
        Case{"a: |  # c\n  one\n  two", "one\ntwo", "one\n  two"},
        Case{"a: >\n  one\n  two\n\n\n  three\n    four\n  five\n", "five", "five"},
        Case{"a: >\n  one\n  two\n\n\n  three\n    four\n  five\n", "wo", "wo"}}) {
    EXPECT_EQ(Under(c.source, c.needle), c.under) << c.source;
  }
}

TEST(Within, ReadsThroughFoldedLines) {
  for (const Case& c :
       {Case{"a: one\n   two\n\n   three", "two", "two"}, Case{"a: one\n   two\n\n   three", "three", "three"},
        Case{"a: 'one\n  two'", "two", "two"}, Case{"a: \"one  \n\n  two\\\n  three\"", "three", "three"},
        Case{"a: one\n   two", "e tw", "e\n   tw"}}) {
    EXPECT_EQ(Under(c.source, c.needle), c.under) << c.source;
  }
}

TEST(Within, AFoldedLineBreakIsTheWholeScalar) {
  EXPECT_EQ(Under("a: one\n   two", " "), "one\n   two");
  EXPECT_EQ(Under("a: >\n  one\n  two\n", " two"), ">\n  one\n  two");
}

TEST(Within, TheEndOfTheValueIsAPlaceToo) {
  SourceManager sources;
  DiagnosticSink sink;
  const std::size_t file = sources.Add("f.yml", "['abc', abc]").value();
  const ParsedFile parsed = ParseYaml(sources, file, {}, sink);
  const Document& document = parsed.documents.at(0);
  const auto items = document.items(document.node(document.root()));
  EXPECT_EQ(Within(sources, document.node(items[0]), 3), sources.SpanOf(file, 5, 0));
  EXPECT_EQ(Within(sources, document.node(items[1]), 3), sources.SpanOf(file, 11, 0));
  EXPECT_EQ(Within(sources, document.node(items[1]), 4), sources.SpanOf(file, 8, 3));
  EXPECT_EQ(Within(sources, document.node(items[1]), 1, 99), sources.SpanOf(file, 9, 2));
  EXPECT_EQ(Within(sources, document.node(items[0]), 0, 0), sources.SpanOf(file, 2, 0));
}

}  // namespace
}  // namespace ovcc::yaml
