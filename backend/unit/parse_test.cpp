// Lines as Podman and systemd read them, and the examples written again byte for byte.
#include "backend/unit/parse.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "backend/unit/write.h"

namespace ovcc::backend {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// What was read, one line each: `4 [Section]`, `5 Key=value`, `6 # comment`.
std::string Dump(const ParsedUnit& unit) {
  std::string text;
  for (const ParsedComment& comment : unit.header) text += fmt::format("{} # {}\n", comment.line, comment.text);
  for (const ParsedSection& section : unit.sections) {
    text += fmt::format("{} [{}]\n", section.line, section.name);
    for (const ParsedLine& line : section.lines) {
      if (const auto* directive = std::get_if<ParsedDirective>(&line)) {
        text += fmt::format("{} {}={}\n", directive->line, directive->key, directive->value);
      } else {
        const auto& comment = std::get<ParsedComment>(line);
        text += fmt::format("{} # {}\n", comment.line, comment.text);
      }
    }
  }
  return text;
}

std::string Errors(const ParsedUnit& unit) {
  std::string text;
  for (const UnitError& error : unit.errors) text += fmt::format("{}: {}\n", error.line, error.message);
  return text;
}

TEST(ParseTest, SectionsDirectivesAndComments) {
  const ParsedUnit unit =
      ParseUnit("# head\n\n[Unit]\n  Description = a  b \n# in between\n\n[Container]\nImage=\nA=b=c");
  EXPECT_EQ(Dump(unit), "1 # head\n3 [Unit]\n4 Description=a  b\n5 # in between\n7 [Container]\n8 Image=\n9 A=b=c\n");
  EXPECT_EQ(Errors(unit), "");
}

TEST(ParseTest, NothingIsAnEmptyUnit) {
  for (const std::string_view text : {"", "\n", "\r\n\r\n", " \t \n"}) {
    EXPECT_EQ(Dump(ParseUnit(text)), "");
    EXPECT_EQ(Errors(ParseUnit(text)), "");
  }
}

TEST(ParseTest, ContinuedLinesAreOneValueOnTheFirstLine) {
  const ParsedUnit unit = ParseUnit("[S]\nA=one \\\n  two\\\nthree\nB=x\n");
  EXPECT_EQ(Dump(unit), "1 [S]\n2 A=one  two three\n5 B=x\n");
  EXPECT_EQ(Errors(unit), "");
}

TEST(ParseTest, CarriageReturnsEndALineOnlyBeforeALineFeed) {
  EXPECT_EQ(Dump(ParseUnit("[S]\r\nA=b\\\r\nc\r\n")), "1 [S]\n2 A=b c\n");
  EXPECT_EQ(Errors(ParseUnit("[S]\r\nA=b\\\r\nc\r\n")), "");
  // quadlet-encoding.md 1.1: a section that only systemd sees.
  EXPECT_EQ(Errors(ParseUnit("[S]\nA=\"a\r[Service]\rExecStart=x\"\n")),
            "2: U+000D ends the line for systemd, and not for Podman\n");
  EXPECT_EQ(Errors(ParseUnit("[S]\n# a\rb\n")), "2: U+000D ends the line for systemd, and not for Podman\n");
}

struct Wrong {
  std::string text;
  std::string_view errors;
};

TEST(ParseTest, WhatThePeersComplainAbout) {
  using std::string_literals::operator""s;
  const std::vector<Wrong> cases = {
      {"[S]\nA=a\0b\n"s, "2: U+0000 ends the line for systemd, and not for Podman\n"},
      {"[S]\nA=\xff\n", "2: it is not UTF-8: systemd refuses the unit\n"},
      {"[S]\nA=\uFFFE\n", "2: U+FFFE: systemd refuses the unit\n"},
      {"[S]\nA=\u0080\n", "2: U+0080: systemd refuses the unit\n"},
      {"[S]\nA=\x1b[1m\n", "2: the control character U+001B\n"},
      {"[S]\nA=b\u00A0\n", "2: white space at an end that only Podman cuts off\n"},
      {"[S]\n; x\n", "2: a comment with `;` is a syntax error to Podman before 5.4, which then makes no unit at all\n"},
      {"[S]\nword\n",
       "2: `word` is neither a comment, a section nor `Key=Value`: Podman from 5.0 on makes no unit of the whole "
       "folder\n"},
      {"[S]\n=x\n",
       "2: `=x` is neither a comment, a section nor `Key=Value`: Podman from 5.0 on makes no unit of the whole "
       "folder\n"},
      {"[S\nA=b\n",
       "1: `[S` is no section header: Podman from 5.0 on makes no unit of the whole folder\n"
       "2: `A=` stands before the first section\n"},
      {"[]\n", "1: `[]` is no section header: Podman from 5.0 on makes no unit of the whole folder\n"},
      {"[S]\nA b=c\n", "2: `A b` is no key\n"},
      {"[S]\nA=b\\\\\nB=c\n",
       "2: a doubled backslash at the end joins the next line for Podman, and not for systemd\n"},
      {"[S]\nA=b\\\n\n", "3: an empty line after a backslash: Podman 4.6 to 5.3 never ends\n"},
      {"[S]\nA=b\\", "2: a backslash at the end of the file\n"},
      {"[S]\nA=b\\\n# c\n", "3: a comment between continued lines, which Podman takes for a part of the value\n"},
  };
  for (const Wrong& it : cases) EXPECT_EQ(Errors(ParseUnit(it.text)), it.errors) << it.text;
}

TEST(ParseTest, ALineHasALength) {
  const std::string head = "[S]\nA=";
  EXPECT_EQ(Errors(ParseUnit(head + std::string(kLongestUnitLine - 3, 'x'))), "");
  EXPECT_THAT(Errors(ParseUnit(head + std::string(kLongestUnitLine - 2, 'x'))), HasSubstr("1048576 bytes"));
}

TEST(ParseTest, ErrorsAreBounded) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "x\n";
  EXPECT_EQ(ParseUnit(text).errors.size(), kMostUnitErrors);
}

// Twice the text takes about twice the time: the largest units are read in a blink.
TEST(ParseTest, ManyLinesAndManyContinuationsAreRead) {
  std::string text = "[S]\nA=";
  for (int i = 0; i < 100'000; ++i) text += "x\\\n";
  text += "y\n";
  for (int i = 0; i < 100'000; ++i) text += "[T]\nB=c\n";
  const ParsedUnit unit = ParseUnit(text);
  EXPECT_EQ(unit.sections.size(), 100'001U);
  EXPECT_EQ(std::get<ParsedDirective>(unit.sections[0].lines[0]).value.size(), 200'001U);
}

TEST(ParseTest, AnyBytesAreRead) {
  std::mt19937 random(20260102);  // NOLINT(bugprone-random-generator-seed): the same texts in every run
  constexpr std::array<std::string_view, 16> kPieces = {"[", "]", "=",    "\\",     "\n", "\r",   "#",    ";",
                                                        "A", " ", "\xff", "\u00A0", "\"", "Unit", "\\\n", "\u2028"};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t left = random() % 20; left > 0; --left) text += kPieces[random() % kPieces.size()];
    const ParsedUnit unit = ParseUnit(text);
    for (const ParsedSection& section : unit.sections) EXPECT_FALSE(section.name.empty());
  }
}

std::string BytesOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ParseTest, EveryUnitOfTheExamplesIsWrittenAgainAsItWas) {
  std::size_t units = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(OVCC_EXAMPLES)) {
    const std::filesystem::path& path = entry.path();
    if (path.parent_path().filename() != "expected" || !entry.is_regular_file()) continue;
    const std::string bytes = BytesOf(path);
    const ParsedUnit parsed = ParseUnit(bytes);
    ASSERT_EQ(Errors(parsed), "") << path;
    ValueMemo memo;
    const auto unit = ToUnitFile(parsed, path.filename().string(), memo);
    ASSERT_TRUE(unit.has_value()) << path << ":" << unit.error().line << ": " << unit.error().message;
    DiagnosticSink diags;
    EXPECT_EQ(WriteUnit(*unit, {}, diags, memo), bytes) << path;
    EXPECT_TRUE(diags.all().empty());
    ++units;
  }
  EXPECT_GT(units, 20U);
}

TEST(ParseTest, WhatOvccDoesNotWriteIsNoUnitModel) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases = {
      {"[Container]\nLabel=a=b\n", "ovcc writes no `Label=` in [Container]"},
      {"[Kube]\nYaml=x\n", "ovcc writes no section [Kube]"},
      {"[Container]\nEnvironment=A=%n\n",
       "the value of `Environment=`: a `%` that is not doubled is replaced by systemd"},
      {"[Container]\nEnvironment=A=1 B=2\n", "`Environment=` has several values in one line"},
      {"[Container]\nImage=a\nImage=b\n", "`Image=` stands twice in [Container]"},
      {"x\n", "`x` is neither a comment"},
  };
  ValueMemo memo;
  for (const auto& [text, message] : cases) {
    const auto unit = ToUnitFile(ParseUnit(text), "x.container", memo);
    ASSERT_FALSE(unit.has_value()) << text;
    EXPECT_THAT(unit.error().message, StartsWith(std::string(message)));
  }
  EXPECT_TRUE(ToUnitFile(ParseUnit("[Service]\nRestart=always\n"), "x.service", memo)->is_service);
}

}  // namespace
}  // namespace ovcc::backend
