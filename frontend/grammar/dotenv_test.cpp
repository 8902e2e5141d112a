#include "frontend/grammar/dotenv.h"

#include <gtest/gtest.h>

#include "frontend/grammar/analyze.h"

namespace ovcc {
namespace {

TEST(Dotenv, GrammarsDoNotLoop) { EXPECT_EQ(grammar::AnalyzeDotenv(), 0U); }

struct Line {
  std::string_view text;
  std::string_view name;
  std::string_view value;
  bool bare = false;
  bool podman_differs = false;
};

void ExpectEntry(const Line& line) {
  const auto entries = ParseDotenv(line.text);
  ASSERT_EQ(entries.size(), 1U) << line.text;
  const DotenvEntry& entry = entries[0];
  EXPECT_EQ(entry.name, line.name) << line.text;
  EXPECT_EQ(entry.value, line.value) << line.text;
  EXPECT_EQ(entry.bare, line.bare) << line.text;
  EXPECT_EQ(entry.podman_differs, line.podman_differs) << line.text;
  EXPECT_EQ(line.text.substr(entry.name_offset, line.name.size()), line.name);
  EXPECT_EQ(line.text.substr(entry.value_offset, line.value.size()), line.value);
}

// §1.8
TEST(Dotenv, ReadsPlainLinesAsPodmanDoes) {
  for (const Line& line :
       {Line{"A=1", "A", "1"}, Line{"A=1\n", "A", "1"}, Line{"A=1\r\n", "A", "1"}, Line{"A=1\r", "A", "1"},
        Line{"  \tA=1", "A", "1"}, Line{"A=", "A", ""}, Line{"A= 1", "A", " 1"}, Line{"A =1", "A ", "1"},
        Line{"A=b=c", "A", "b=c"}, Line{"A=1 # no comment", "A", "1 # no comment"}, Line{"A='x", "A", "'x"},
        Line{"A=\"x'", "A", "\"x'"}, Line{"A=\"", "A", "\""}, Line{"A=$B\\n", "A", "$B\\n"},
        Line{"export A=1", "export A", "1"}, Line{"=1", "", "1"},
        Line{"\xEF\xBB\xBF"
             "A=1",
             "\xEF\xBB\xBF"
             "A",
             "1"}}) {
    ExpectEntry(line);
  }
}

// §4.6, W64: Podman trims blanks and tabs at the start of a line and one CR at its end, nothing else.
TEST(Dotenv, NotesWhatPodmanReadsDifferently) {
  for (const Line& line : {Line{"A=\"two words\"", "A", "two words", false, true}, Line{"A=''", "A", "", false, true},
                           Line{"A='x' ", "A", "x", false, true}, Line{"A=1 ", "A", "1", false, true},
                           Line{"A=1\t\r\n", "A", "1", false, true}, Line{"A=1\r\r\n", "A", "1", false, true},
                           Line{"\vA=1", "A", "1", false, true}, Line{"A= ", "A", "", false, true}}) {
    ExpectEntry(line);
  }
}

TEST(Dotenv, KeepsBareNames) {
  for (const Line& line : {Line{"A", "A", "", true}, Line{" A\r\n", "A", "", true}, Line{"AWS_*", "AWS_*", "", true},
                           Line{"A B", "A B", "", true}, Line{"A ", "A", "", true, true}}) {
    ExpectEntry(line);
  }
}

TEST(Dotenv, SkipsEmptyLinesAndComments) {
  for (const std::string_view text : {"", "\n", "\r\n\n \t\n", "#A=1", "  # A=1\n\t#\n", "\r\r\n"}) {
    EXPECT_TRUE(ParseDotenv(text).empty()) << text;
  }
}

TEST(Dotenv, KnowsWhereEachPartStands) {
  const std::string_view text = "# c\nA=1\n\n  B=\"x\"\nC\nD=";
  const auto entries = ParseDotenv(text);
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].name_offset, 4U);
  EXPECT_EQ(entries[0].value_offset, 6U);
  EXPECT_EQ(entries[1].name_offset, 11U);
  EXPECT_EQ(entries[1].value_offset, 14U);
  EXPECT_EQ(entries[2].name_offset, 17U);
  EXPECT_EQ(entries[3].value_offset, text.size());
}

TEST(Dotenv, KeepsEveryEntryOfAName) {
  const auto entries = ParseDotenv("A=1\nA=2\n");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].value, "1");
  EXPECT_EQ(entries[1].value, "2");
}

}  // namespace
}  // namespace ovcc
