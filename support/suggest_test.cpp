#include "support/suggest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace ovcc {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsAndReplacements) {
  EXPECT_EQ(EditDistance("", "", 5), 0U);
  EXPECT_EQ(EditDistance("abc", "", 5), 3U);
  EXPECT_EQ(EditDistance("kitten", "sitting", 5), 3U);
  EXPECT_EQ(EditDistance("securty", "security", 5), 1U);
  EXPECT_EQ(EditDistance("ab", "ba", 5), 2U);
}

TEST(EditDistance, StopsBehindTheLimit) {
  EXPECT_EQ(EditDistance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(EditDistance("a", "abcdefgh", 2), 3U);
  EXPECT_EQ(EditDistance("same", "same", 0), 0U);
  EXPECT_EQ(EditDistance("same", "some", 0), 1U);
}

/// The whole table, as textbooks have it.
std::size_t PlainDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
        continue;
      }
      const std::size_t replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      table[i][j] = std::min({replaced, table[i - 1][j] + 1, table[i][j - 1] + 1});
    }
  }
  return table.back().back();
}

TEST(EditDistance, AgreesWithTheWholeTable) {
  std::mt19937 random(1);
  const auto text = [&random] {
    std::string made(random() % 9, ' ');
    for (char& c : made) c = static_cast<char>('a' + random() % 3);
    return made;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string a = text();
    const std::string b = text();
    for (std::size_t limit = 0; limit <= kLargestEditDistance; ++limit) {
      ASSERT_EQ(EditDistance(a, b, limit), std::min(PlainDistance(a, b), limit + 1)) << a << ' ' << b << ' ' << limit;
    }
  }
}

TEST(Nearest, TakesTheNearestThenTheFirstByText) {
  const std::vector<std::string_view> names = {"volumes", "ports", "post", "sports"};
  EXPECT_EQ(Nearest("prots", names), "ports");
  EXPECT_EQ(Nearest("port", names), "ports");
  EXPECT_EQ(Nearest("porst", names), "post");
  EXPECT_EQ(Nearest("nothing", names), "");
  const std::vector<std::string_view> tied = {"b", "a"};
  EXPECT_EQ(Nearest("c", tied), "a");
}

TEST(Nearest, PassesOverTheWordItself) {
  const std::vector<std::string_view> names = {"port", "ports"};
  EXPECT_EQ(Nearest("port", names), "ports");
  EXPECT_EQ(Nearest("x", {}), "");
}

TEST(Suggester, FindsWhatNearestFinds) {
  const std::vector<std::string_view> names = {"volumes", "ports", "post", "sports", "a"};
  Suggester suggester(names);
  for (const char* word : {"prots", "port", "porst", "nothing", "volume", "", "b"}) {
    EXPECT_EQ(suggester.Nearest(word), Nearest(word, names)) << word;
  }
}

TEST(Suggester, StopsWhereAllNamesWouldBeComparedWithAllNames) {
  std::vector<std::string> texts;
  for (int i = 0; i < 5000; ++i) texts.push_back(fmt::format("name-{:05}", i));
  const std::vector<std::string_view> names(texts.begin(), texts.end());
  Suggester suggester(names);
  int suggested = 0;
  for (int i = 0; i < 5000; ++i) suggested += suggester.Nearest(fmt::format("nam-{:05}", i)).empty() ? 0 : 1;
  EXPECT_EQ(suggested, 200);
}

}  // namespace
}  // namespace ovcc
