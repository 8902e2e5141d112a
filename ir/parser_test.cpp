// Errors of the textual form: message and exact place. What is right is in round_trip_test.cpp.
#include "ir/parser.h"

#include <gtest/gtest.h>

#include "ir/printer.h"

namespace ovcc::ir {
namespace {

struct Finding {
  std::string code;
  std::string place;    // `line:column`
  std::string covered;  // the characters under the span
  std::string message;
  bool operator==(const Finding&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Finding& finding) {
  return out << finding.code << " " << finding.place << " `" << finding.covered << "` " << finding.message;
}

std::vector<Finding> FindingsOf(const std::string& text) {
  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  const auto file = sources.Add("test.ovir", text);
  const std::optional<Module> module = Parse(sources, *file, names, diags);
  EXPECT_EQ(module.has_value(), diags.all().empty());
  std::vector<Finding> findings;
  for (const Diagnostic& diagnostic : diags.all()) {
    const Position position = sources.Locate(diagnostic.span);
    findings.push_back({std::string(diagnostic.info->code),
                        std::to_string(position.line) + ":" + std::to_string(position.column),
                        std::string(sources.TextOf(diagnostic.span)), diagnostic.message});
  }
  return findings;
}

std::string Expected(std::string_view what) { return "cannot read this as textual IR: expected " + std::string(what); }

TEST(Parser, SyntaxErrors) {
  const struct {
    std::string_view text;
    std::string_view place;
    std::string_view covered;
    std::string_view expected;
  } kCases[] = {
      {"", "1:1", "", "`module`"},
      {"// only a comment", "1:1", "", "`module`"},
      {"layer \"a\"\n", "1:1", "layer", "`module`"},
      {"module\nmodule\n", "2:1", "module", "nothing behind the module"},
      {"module {\n}\n}\n", "3:1", "}", "an item"},
      {"Module\n", "1:1", "M", "an item"},
      {"module {\n  layer \"a\"", "2:12", "", "an item or `}`"},
      {"module {\n  \"layer\"\n}\n", "2:3", "\"", "an item or `}`"},
      {"module {\n  layer \"a\n}\n", "2:11", "\n", "a closing quote on this line"},
      {"module after=\n", "1:14", "\n", "a quoted text, a number or a word"},
      {"module after = \"x\"\n", "1:14", "=", "a value, `name=value`, `{` or the end of the line"},
      {"module {\n  layer 5.4\n}\n", "2:9", "5", "a value, `name=value`, `{` or the end of the line"},
      {"module {\n  layer \"a\" \xc3\xbc\n}\n", "2:13", "\xc3\xbc",
       "a value, `name=value`, `{` or the end of the line"},
      {"module after=\"x\" \"y\"\n", "1:18", "\"", "a value, `name=value`, `{` or the end of the line"},
      {"module after=\"\\q\"\n", "1:16", "q", R"(one of the escapes `\n`, `\t`, `\"`, `\\`, `\xNN`, `\u{…}`)"},
      {"module after=\"\\x1\"\n", "1:17", "1", "two hexadecimal digits"},
      {"module after=\"\\u12\"\n", "1:17", "1", "`{`"},
      {"module after=\"\\u{}\"\n", "1:18", "}", "one to six hexadecimal digits"},
      {"module after=\"\\u{1234567}\"\n", "1:18", "1", "one to six hexadecimal digits"},
      {"module after=\"\\u{12x}\"\n", "1:20", "x", "`}`"},
      {"module after=\"\\u{d800}\"\n", "1:18", "d", "a code point that is a character"},
      {"module after=\"\\u{110000}\"\n", "1:18", "1", "a code point that is a character"},
      {"module {\n  port 99999999999999999999 1\n}\n", "2:8", "9", "a number below 2^64"},
  };
  for (const auto& [text, place, covered, expected] : kCases) {
    const std::vector<Finding> findings = FindingsOf(std::string(text));
    ASSERT_EQ(findings.size(), 1U) << text;
    EXPECT_EQ(findings[0], (Finding{"ir-syntax", std::string(place), std::string(covered), Expected(expected)}))
        << text;
  }
}

TEST(Parser, DeepNestingIsRefused) {
  std::string text = "module {";
  for (int i = 0; i < 100000; ++i) text += "\nlayer {";
  const std::vector<Finding> findings = FindingsOf(text);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0], (Finding{"ir-syntax", "33:7", "{", Expected("fewer nested blocks")}));
}

TEST(Parser, TooManyItemsAreRefused) {
  const auto block = [](std::size_t items) {
    std::string text = "module {\n";
    for (std::size_t i = 0; i < items; ++i) text += "x\n";
    return text + "}\n";
  };
  EXPECT_EQ(FindingsOf(block(65537)), (std::vector<Finding>{{"ir-syntax", "65538:1", "x", Expected("fewer items")}}));
  std::string values = "module {\nx";
  for (int i = 0; i < 1048577; ++i) values += " 1";
  const std::vector<Finding> findings = FindingsOf(values + "\n}\n");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].message, Expected("fewer values"));
}

/// Each case is the inside of a module.
TEST(Parser, FieldsAndValues) {
  const struct {
    std::string_view text;
    std::vector<Finding> findings;
  } kCases[] = {
      {"lair \"a\"", {{"ir-field", "2:1", "lair", "`module` has no field `lair`"}}},
      {"layer \"a\" statsu=working", {{"ir-field", "2:11", "statsu", "`layer` has no field `statsu`"}}},
      {"layer \"a\" { env-provide \"A\" \"b\" }",
       {{"ir-field", "2:13", "env-provide", "`layer` has no field `env-provide`"}}},
      {"layer", {{"ir-value", "2:1", "layer", "`layer` takes one value"}}},
      {"layer \"a\" \"b\"", {{"ir-value", "2:11", "\"b\"", "`layer` takes one value"}}},
      {"layer 5", {{"ir-value", "2:7", "5", "`layer` takes a quoted text"}}},
      {"host 5", {{"ir-value", "2:6", "5", "`host` takes no value"}}},
      {"image \"a\" { port 80 }", {{"ir-value", "2:13", "port", "`port` takes 2 values"}}},
      {"image \"a\" { port 80 65536 }", {{"ir-value", "2:21", "65536", "`port` takes a number up to 65535"}}},
      {"image \"a\" { uid \"0\" }", {{"ir-value", "2:17", "\"0\"", "`uid` takes a number up to 4294967295"}}},
      {"host nvidia=yes", {{"ir-value", "2:13", "yes", "`nvidia` takes `true` or `false`"}}},
      {"layer \"a\" status=\"working\"",
       {{"ir-value", "2:18", "\"working\"", "`status` takes one of `unset`, `working`, `testing`, `broken`"}}},
      {"layer \"a\" status=fine",
       {{"ir-value", "2:18", "fine", "`status` takes one of `unset`, `working`, `testing`, `broken`"}}},
      {"host nvidia=true nvidia=true", {{"ir-value", "2:18", "nvidia", "`nvidia` takes no second value"}}},
      {"layer \"a\" { info \"x\"\ninfo \"y\" }", {{"ir-value", "3:1", "info", "`info` takes no second item"}}},
      {"host\nhost", {{"ir-value", "3:1", "host", "`host` takes no second item"}}},
      {"layer \"a\" { info \"x\" \"y\" }", {{"ir-value", "2:13", "info", "`info` takes one value"}}},
      {"layer \"a\" { info \"x\" { } }", {{"ir-value", "2:13", "info", "`info` takes no block"}}},
      {"layer \"a\" { info \"x\" long=true }", {{"ir-field", "2:22", "long", "`info` has no field `long`"}}},
      {"image \"a\" { chain }", {{"ir-value", "2:13", "chain", "`chain` takes at least one value"}}},
      {"image \"a\" { port none\nport 1 1 }", {{"ir-value", "3:1", "port", "`port` takes no item beside `none`"}}},
      {"image \"a\" { port 1 1\nport none }", {{"ir-value", "3:1", "port", "`port` takes no second item"}}},
      {"image \"a\" { layer none }", {{"ir-value", "2:19", "none", "`layer` takes a quoted text"}}},
      {"host nvidia=1 tool=2",
       {{"ir-value", "2:13", "1", "`nvidia` takes `true` or `false`"},
        {"ir-value", "2:20", "2", "`tool` takes a quoted text"}}},
  };
  for (const auto& [text, findings] : kCases) {
    EXPECT_EQ(FindingsOf("module {\n" + std::string(text) + "\n}\n"), findings) << text;
  }
}

TEST(Parser, SuggestsTheNearestField) {
  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  const auto file = sources.Add("test.ovir", "module {\n  layer \"a\" {\n    env-accept \"X\"\n  }\n}\n");
  EXPECT_FALSE(Parse(sources, *file, names, diags));
  ASSERT_EQ(diags.all().size(), 1U);
  EXPECT_NE(diags.all()[0].help.find("env-accepts"), std::string::npos);
}

TEST(Parser, WhitespaceAndCommentsAreFree) {
  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  const auto file = sources.Add("test.ovir",
                                "// head\n\n\tmodule  {  // open\r\n"
                                "  host { nvidia none }  // not read\n}");
  EXPECT_FALSE(Parse(sources, *file, names, diags));  // `nvidia` is an attribute
  const auto right = sources.Add("right.ovir",
                                 "// head\n\n\tmodule  {  // open\r\n"
                                 "\n  host   nvidia=true {device \"/a // b\"} // c\n}");
  const std::optional<Module> module = Parse(sources, *right, names, diags);
  ASSERT_TRUE(module);
  EXPECT_EQ(Print(*module), "module {\n  host nvidia=true {\n    device \"/a // b\"\n  }\n}\n");
}

TEST(Parser, SpansCoverNamesAndRecords) {
  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  const auto file = sources.Add("test.ovir",
                                "module {\n"
                                "  deployment \"web\" base=\"web\" {\n"
                                "    mcp-server \"a\" \"http://a\"\n"
                                "    entry { security }\n"
                                "  }\n"
                                "}\n");
  const std::optional<Module> module = Parse(sources, *file, names, diags);
  ASSERT_TRUE(module);
  const Deployment& deployment = module->deployments.at(0);
  EXPECT_EQ(sources.TextOf(deployment.span), "\"web\"");
  EXPECT_EQ(sources.TextOf(deployment.record_span).substr(0, 16), "deployment \"web\"");
  EXPECT_EQ(sources.TextOf(deployment.record_span).back(), '}');
  EXPECT_EQ(sources.TextOf(deployment.mcp_servers.at(0).span), "\"a\"");
  EXPECT_EQ(sources.TextOf(deployment.mcp_servers.at(0).value_span), "\"http://a\"");
  EXPECT_EQ(sources.TextOf(deployment.entry.security->span), "security");
}

}  // namespace
}  // namespace ovcc::ir
