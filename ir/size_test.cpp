// Decimals and sizes: what is read, and that comparison is exact.
#include "ir/size.h"

#include <gtest/gtest.h>

#include <string>

namespace ovcc::ir {
namespace {

TEST(Decimal, Reads) {
  const struct {
    std::string_view text;
    std::uint64_t mantissa;
    unsigned decimals;
  } kCases[] = {
      {"0", 0, 0},       {"2", 2, 0},
      {"2.5", 25, 1},    {"2.50", 25, 1},
      {"2.000", 2, 0},   {"007", 7, 0},
      {"0.25", 25, 2},   {"0.000000000000000001", 1, 18},
      {"00.5000", 5, 1}, {"999999999999999999", 999999999999999999, 0},
      {"10.20", 102, 1},
  };
  for (const auto& [text, mantissa, decimals] : kCases) {
    const std::optional<Decimal> number = ParseDecimalNumber(text);
    ASSERT_TRUE(number) << text;
    EXPECT_EQ(number->mantissa, mantissa) << text;
    EXPECT_EQ(number->decimals, decimals) << text;
  }
}

TEST(Decimal, Refuses) {
  for (const std::string_view text : {"", ".", "2.", ".5", "-1", "+1", "1e3", "1,5", "1.2.3", " 1", "1 ", "0x1", "inf",
                                      "1000000000000000000", "0.0000000000000000001"}) {
    EXPECT_FALSE(ParseDecimalNumber(text)) << text;
  }
}

TEST(Decimal, Compares) {
  const auto compare = [](std::string_view a, std::string_view b) {
    return Compare(*ParseDecimalNumber(a), *ParseDecimalNumber(b));
  };
  EXPECT_EQ(compare("2.5", "2.50"), std::strong_ordering::equal);
  EXPECT_EQ(compare("2.49", "2.5"), std::strong_ordering::less);
  EXPECT_EQ(compare("10", "9.99"), std::strong_ordering::greater);
  EXPECT_EQ(compare("0.000000000000000001", "0"), std::strong_ordering::greater);
  EXPECT_EQ(compare("999999999999999999", "0.000000000000000001"), std::strong_ordering::greater);
}

TEST(Size, Reads) {
  const struct {
    std::string_view text;
    std::uint64_t mantissa;
    unsigned power;
  } kCases[] = {{"1024", 1024, 0}, {"7b", 7, 0}, {"512m", 512, 2}, {"512M", 512, 2},
                {"4g", 4, 3},      {"1T", 1, 4}, {"3K", 3, 1},     {" \t6g\n", 6, 3}};
  for (const auto& [text, mantissa, power] : kCases) {
    const std::optional<Size> size = ParseSize(text);
    ASSERT_TRUE(size) << text;
    EXPECT_EQ(size->number.mantissa, mantissa) << text;
    EXPECT_EQ(size->power, power) << text;
  }
}

TEST(Size, Refuses) {
  for (const std::string_view text : {"", " ", "g", "4GiB", "4gb", "50%", "infinity", "-1g", "1 g", "4p", "1.g"}) {
    EXPECT_FALSE(ParseSize(text)) << text;
  }
}

TEST(Size, Compares) {
  const auto compare = [](std::string_view a, std::string_view b) { return Compare(*ParseSize(a), *ParseSize(b)); };
  EXPECT_EQ(compare("1.5g", "1536m"), std::strong_ordering::equal);
  EXPECT_EQ(compare("1536m", "1.5g"), std::strong_ordering::equal);
  EXPECT_EQ(compare("1g", "1073741824"), std::strong_ordering::equal);
  EXPECT_EQ(compare("1g", "1073741825"), std::strong_ordering::less);
  EXPECT_EQ(compare("1g", "1073741823"), std::strong_ordering::greater);
  EXPECT_EQ(compare("1073741823.5", "1g"), std::strong_ordering::less);
  EXPECT_EQ(compare("0.5k", "512"), std::strong_ordering::equal);
  EXPECT_EQ(compare("0t", "0"), std::strong_ordering::equal);
  EXPECT_EQ(compare("1t", "1023g"), std::strong_ordering::greater);
  EXPECT_EQ(compare("999999999999999999t", "999999999999999999g"), std::strong_ordering::greater);
  EXPECT_EQ(compare("0.000000000000000001t", "0.000001b"), std::strong_ordering::greater);
  EXPECT_EQ(compare("999999999999999999", "0.000000000000000001t"), std::strong_ordering::greater);
}

TEST(CompareLimits, OrdersWhatCanBeCompared) {
  EXPECT_TRUE(CompareLimits("infinity", "4096m") > 0);
  EXPECT_TRUE(CompareLimits("infinity", "infinity") == 0);
  EXPECT_TRUE(CompareLimits("90%", "80%") > 0);
  EXPECT_TRUE(CompareLimits("1.5g", "1536m") == 0);
  EXPECT_TRUE(CompareLimits("0.5", "2") < 0);
  EXPECT_EQ(CompareLimits("90%", "4g"), std::partial_ordering::unordered);
  EXPECT_EQ(CompareLimits("", "4g"), std::partial_ordering::unordered);
}

}  // namespace
}  // namespace ovcc::ir
