// Lines and columns of both ends.
#include "driver/lint/region.h"

#include <gtest/gtest.h>

#include <tuple>

namespace ovcc {
namespace {

using Corners = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;

Corners Of(std::string text, std::size_t begin, std::size_t end) {
  SourceManager sources;
  const std::size_t file = *sources.Add("a.yml", std::move(text));
  const Region region = RegionOf(file, begin, end, sources);
  EXPECT_EQ(region.file, "a.yml");
  return {region.line, region.column, region.end_line, region.end_column};
}

TEST(Region, OnOneLine) {
  EXPECT_EQ(Of("abc: def\n", 0, 3), Corners(1, 1, 1, 4));
  EXPECT_EQ(Of("a\nabc: def\n", 7, 10), Corners(2, 6, 2, 9));
}

TEST(Region, OverSeveralLines) {
  EXPECT_EQ(Of("a: b\n  c\nd\n", 3, 8), Corners(1, 4, 2, 4));
  EXPECT_EQ(Of("a\nb\n", 0, 2), Corners(1, 1, 2, 1)) << "the line break belongs to the first line";
}

TEST(Region, ColumnsAreCharacters) {
  EXPECT_EQ(Of("ä: öü€\n", 4, 11), Corners(1, 4, 1, 7));
  EXPECT_EQ(Of("😀x\n", 4, 5), Corners(1, 2, 1, 3));
}

TEST(Region, WithoutALineBreakAtTheEnd) { EXPECT_EQ(Of("a: b", 3, 4), Corners(1, 4, 1, 5)); }

TEST(Region, NothingIsNowhere) {
  const SourceManager sources;
  const Region region = RegionOf(Span(), sources);
  EXPECT_EQ(region.file, "");
  EXPECT_EQ(region.line, 0U);
  EXPECT_EQ(region.end_column, 0U);
}

}  // namespace
}  // namespace ovcc
