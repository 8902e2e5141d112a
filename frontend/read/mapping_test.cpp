// The generic reader by field tables (§1.2, §12.1).
#include "frontend/read/mapping.h"

#include <array>

#include "frontend/read/reader_fixture.h"

namespace ovcc {
namespace {

using schema::Field;
using schema::Type;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::array kFields = {
    Field{"name", "", Type::Text, false, ""},
    Field{"ports", "port", Type::List, false, ""},
    Field{"requires", "depends require", Type::List, false, ""},
    Field{"env", "", Type::Map, false, ""},
    Field{"command", "", Type::TextOrList, false, ""},
    Field{"enabled", "", Type::Bool, false, ""},
    Field{"uid", "", Type::Integer, false, ""},
    Field{"tasks", "task", Type::List, true, ""},
    Field{"images", "image", Type::Map, false, "", {}, true},
};
constexpr schema::Mapping kClosed = {"a record", kFields};
constexpr schema::Mapping kOpen = {"a file", kFields, true};

std::vector<std::string> Findings(std::string text, const schema::Mapping& mapping) {
  ParsedText parsed(std::move(text));
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), mapping);
  return parsed.findings();
}

TEST(MappingReader, TakesTextVerbatim) {
  for (const std::string_view text : {"8080", "true", "0x10", "2222:2222", "null-ish", "1.50"}) {
    ParsedText parsed(fmt::format("name: {}\n", text));
    ReadContext context = parsed.context();
    const MappingReader reader(context, parsed.root(), kClosed);
    EXPECT_EQ(reader.Text("name").text(), text);
    EXPECT_EQ(parsed.TextOf(reader.Text("name").span), text);
    EXPECT_THAT(parsed.findings(), IsEmpty());
  }
}

TEST(MappingReader, FindsFieldsByAnySpelling) {
  ParsedText parsed("depends: [a, b]\ncommand: run\nport: [1]\n");
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), kClosed);
  ASSERT_TRUE(reader.Texts("requires").has_value());
  EXPECT_EQ(reader.Texts("requires")->at(1).text(), "b");
  EXPECT_EQ(reader.Texts("command")->size(), 1U);
  EXPECT_EQ(reader.Find("requires")->key->text, "depends");
  EXPECT_EQ(reader.Find("name"), nullptr);
  EXPECT_FALSE(reader.Texts("tasks").has_value());
  EXPECT_THAT(parsed.findings(), IsEmpty());
}

TEST(MappingReader, ReadsTruthValuesAndNumbers) {
  ParsedText parsed("enabled: no\nuid: 1000\n");
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), kClosed);
  EXPECT_EQ(reader.Bool("enabled"), false);
  EXPECT_EQ(reader.Integer("uid"), 1000U);
}

TEST(MappingReader, ReportsNumbersThatDoNotFit) {
  for (const std::string_view text : {"-1", "4294967296", "1.5", "x"}) {
    ParsedText parsed(fmt::format("uid: {}\n", text));
    ReadContext context = parsed.context();
    const MappingReader reader(context, parsed.root(), kClosed);
    EXPECT_EQ(reader.Integer("uid"), std::nullopt);
    EXPECT_THAT(parsed.findings(), ElementsAre("1:6 wrong-type")) << text;
  }
}

TEST(MappingReader, ReportsTwoSpellingsWithBothPlaces) {
  ParsedText parsed("ports: [1]\nport: [2]\n");
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), kClosed);
  EXPECT_THAT(parsed.findings(), ElementsAre("2:1 two-spellings"));
  const Diagnostic& found = parsed.diags().all().front();
  EXPECT_EQ(found.message, "`ports` and `port` are two spellings of one field");
  EXPECT_EQ(found.help, "keep `ports`");
  EXPECT_EQ(parsed.TextOf(found.labels.at(0).span), "ports");
}

TEST(MappingReader, ReportsTwoRoots) {
  EXPECT_THAT(Findings("images: {}\nimage: {}\n", kOpen), ElementsAre("2:1 two-roots"));
}

TEST(MappingReader, ReportsUnknownKeysWithTheNearestName) {
  ParsedText parsed("nam: x\n");
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), kClosed);
  EXPECT_THAT(parsed.findings(), ElementsAre("1:1 unknown-key"));
  const Diagnostic& found = parsed.diags().all().front();
  EXPECT_EQ(found.message, "unknown key `nam` in a record");
  EXPECT_THAT(found.help, testing::HasSubstr("`name`"));
}

TEST(MappingReader, LetsFurtherSectionsStandInOpenMappings) {
  EXPECT_THAT(Findings("anything: {a: 1}\n", kOpen), IsEmpty());
  EXPECT_THAT(Findings("anything: 1\n", kOpen), ElementsAre("1:1 unknown-key-open"));
  EXPECT_THAT(Findings("ennv: {a: 1}\n", kOpen), ElementsAre("1:1 unknown-key-open"));
}

TEST(MappingReader, ReportsWrongKinds) {
  EXPECT_THAT(Findings("name: [a]\n", kClosed), ElementsAre("1:7 wrong-type"));
  EXPECT_THAT(Findings("ports: 80\n", kClosed), ElementsAre("1:8 wrong-type"));
  EXPECT_THAT(Findings("env: [a]\n", kClosed), ElementsAre("1:6 wrong-type"));
  EXPECT_THAT(Findings("enabled: maybe\n", kClosed), ElementsAre("1:10 wrong-type"));
  EXPECT_THAT(Findings("enabled: \"true\"\n", kClosed), ElementsAre("1:10 wrong-type"));
  EXPECT_THAT(Findings("- a\n", kClosed), ElementsAre("1:1 wrong-type"));
}

TEST(MappingReader, NamesWhatItFound) {
  ParsedText parsed("ports: secret-text\nenabled: maybe\n");
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), kClosed);
  parsed.diags().Sort(parsed.sources());
  EXPECT_EQ(parsed.diags().all()[0].message, "`ports` takes a list, not text");
  EXPECT_EQ(parsed.diags().all()[1].message, "`enabled` takes `true` or `false`, not `maybe`");
}

TEST(MappingReader, TellsElementsAndRecordsFromTheKeyThatHoldsThem) {
  const auto message = [](std::string text) {
    ParsedText parsed(std::move(text));
    ReadContext context = parsed.context();
    const MappingReader reader(context, parsed.root(), kClosed);
    static_cast<void>(reader.Texts("ports"));
    return parsed.diags().all().front().message;
  };
  EXPECT_EQ(message("ports: [[1]]\n"), "an element of `ports` takes text, not a list");
  EXPECT_EQ(message("- a\n"), "a record takes a mapping, not a list");
  EXPECT_EQ(message("enabled: \"true\"\n"), "`enabled` takes `true` or `false`, not the quoted text `true`");
}

TEST(MappingReader, SaysThatATruthValueIsQuoted) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"enabled: \"true\"\n", "`enabled` takes `true` or `false`, not the quoted text `true`"},
      {"enabled: 'no'\n", "`enabled` takes `true` or `false`, not the quoted text `no`"},
      {"enabled: |\n  true\n", "`enabled` takes `true` or `false`, not text"},
  };
  for (const auto& [text, message] : cases) {
    ParsedText parsed(text);
    ReadContext context = parsed.context();
    const MappingReader reader(context, parsed.root(), kClosed);
    EXPECT_EQ(parsed.diags().all().at(0).message, message);
  }
}

TEST(MappingReader, DoesNotLookAtIgnoredFields) { EXPECT_THAT(Findings("task: text\n", kClosed), IsEmpty()); }

TEST(MappingReader, TakesNullAsAbsent) {
  ParsedText parsed("name:\nports: ~\nenv:\n");
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), kClosed);
  EXPECT_EQ(reader.Find("name"), nullptr);
  EXPECT_EQ(reader.Find("ports"), nullptr);
  EXPECT_NE(reader.Find("env"), nullptr);
  EXPECT_THAT(parsed.findings(), IsEmpty());
}

TEST(MappingReader, ReportsElementsThatAreNoText) {
  ParsedText parsed("ports: [1, [2], {a: b}]\n");
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), kClosed);
  EXPECT_EQ(reader.Texts("ports")->size(), 1U);
  EXPECT_THAT(parsed.findings(), ElementsAre("1:12 wrong-type", "1:17 wrong-type"));
}

TEST(RefuseControlCharacters, NamesTheCodePoint) {
  ParsedText parsed("name: \"a\\tb\"\n");
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), kClosed);
  EXPECT_TRUE(RefuseControlCharacters(context, reader.Text("name"), "a name"));
  EXPECT_THAT(parsed.findings(), ElementsAre("1:9 control-char"));
  EXPECT_EQ(parsed.diags().all().front().message, "a name holds the control character U+0009");
}

TEST(RefuseControlCharacters, PointsAtTheCharacter) {
  const auto findings = [](std::string text) {
    ParsedText parsed(std::move(text));
    ReadContext context = parsed.context();
    const MappingReader reader(context, parsed.root(), kClosed);
    static_cast<void>(RefuseControlCharacters(context, reader.Text("name"), "a name"));
    return parsed.findings();
  };
  EXPECT_THAT(findings("name: \"'ab\\x7f\\t\"\n"), ElementsAre("1:11 control-char"));
  EXPECT_THAT(findings("name: 'a''\tb'\n"), ElementsAre("1:11 control-char"));
  EXPECT_THAT(findings("name: |\n  ab\n"), ElementsAre("1:7 control-char"));
  EXPECT_THAT(findings("name: >-\n  ab\tc\n"), ElementsAre("2:5 control-char"));
  EXPECT_THAT(findings("name: ab c\n"), IsEmpty());
}

}  // namespace
}  // namespace ovcc
