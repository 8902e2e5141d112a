#include "support/suggest.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace ovcc
