#include "driver/secrets/random_value.h"

#include <gtest/gtest.h>

#include <set>

namespace ovcc {
namespace {

TEST(RandomValue, IsUrlSafeBase64OfThirtyTwoBytes) {
  std::set<std::string> seen;
  std::set<char> digits;
  constexpr std::size_t kRounds = 200;
  for (std::size_t i = 0; i < kRounds; ++i) {
    const auto value = RandomValue();
    ASSERT_TRUE(value.has_value());
    EXPECT_EQ(value->size(), 43U);
    EXPECT_EQ(value->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    seen.insert(*value);
    digits.insert(value->begin(), value->end());
  }
  EXPECT_EQ(seen.size(), kRounds);
  EXPECT_EQ(digits.size(), 64U);
}

}  // namespace
}  // namespace ovcc
