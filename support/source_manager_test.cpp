#include "support/source_manager.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

std::size_t AddFile(SourceManager& sources, std::string name, std::string bytes) {
  return sources.Add(std::move(name), std::move(bytes)).value();
}

TEST(SourceManager, EveryOffsetBelongsToOneFile) {
  SourceManager sources;
  const std::size_t a = AddFile(sources, "a", "12");
  const std::size_t empty = AddFile(sources, "empty", "");
  const std::size_t b = AddFile(sources, "b", "345");
  EXPECT_EQ(sources.file(a).base, 1U);
  EXPECT_EQ(sources.FileOf(sources.SpanOf(a, 2, 0)), &sources.file(a));
  EXPECT_EQ(sources.FileOf(sources.WholeFile(empty)), &sources.file(empty));
  EXPECT_EQ(sources.FileOf(sources.SpanOf(b, 0, 1)), &sources.file(b));
  EXPECT_EQ(sources.FileOf(sources.SpanOf(b, 3, 0)), &sources.file(b));
  EXPECT_EQ(sources.FileOf({}), nullptr);
  EXPECT_EQ(sources.FileOf({1000, 1001}), nullptr);
  EXPECT_EQ(sources.TextOf(sources.SpanOf(b, 1, 2)), "45");
  EXPECT_EQ(sources.TextOf(sources.WholeFile(b)), "345");
  EXPECT_EQ(sources.TextOf({}), "");
}

TEST(SourceManager, LocatesCharactersOfEveryKindOfLine) {
  SourceManager sources;
  const std::size_t file = AddFile(sources, "f", "a\né\tx\r\nb\rc\n");
  struct Case {
    std::uint32_t offset, line, column;
    std::string_view line_text;
  };
  for (const Case& c : {Case{0, 1, 1, "a"}, Case{1, 1, 2, "a"}, Case{2, 2, 1, "é\tx"}, Case{4, 2, 2, "é\tx"},
                        Case{5, 2, 3, "é\tx"}, Case{8, 3, 1, "b"}, Case{10, 4, 1, "c"}, Case{12, 5, 1, ""}}) {
    const Span span = sources.SpanOf(file, c.offset, 0);
    const Position position = sources.Locate(span);
    EXPECT_EQ(position.file, "f");
    EXPECT_EQ(position.line, c.line) << c.offset;
    EXPECT_EQ(position.column, c.column) << c.offset;
    EXPECT_EQ(sources.TextOf(sources.LineAt(span.begin)), c.line_text) << c.offset;
  }
}

TEST(SourceManager, CountsTheCharactersOfALineOfAnyLength) {
  SourceManager sources;
  std::string line = "x\n";
  for (int i = 0; i < 5000; ++i) line += "aé漢";
  const std::size_t file = AddFile(sources, "f", line);
  for (std::uint32_t group = 0; group <= 5000; ++group) {
    const Position position = sources.Locate(sources.SpanOf(file, 2 + 6 * group, 0));
    ASSERT_EQ(position.line, 2U);
    ASSERT_EQ(position.column, 1 + 3 * group);
  }
}

TEST(SourceManager, AnEmptySpanHasNoPlace) {
  const SourceManager sources;
  EXPECT_EQ(sources.Locate({}).line, 0U);
  EXPECT_EQ(sources.Locate({}).column, 0U);
  EXPECT_EQ(sources.Locate({}).file, "");
  EXPECT_EQ(sources.LineAt(7), Span{});
}

TEST(SourceManager, ViewsSurviveFurtherFiles) {
  SourceManager sources;
  const std::size_t file = AddFile(sources, "a", "short");
  const std::string_view text = sources.TextOf(sources.WholeFile(file));
  for (int i = 0; i < 100; ++i) AddFile(sources, "b", "x");
  EXPECT_EQ(text, "short");
}

}  // namespace
}  // namespace ovcc
