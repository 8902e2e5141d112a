#include "passes/merge_security/spelling.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

TEST(SpellMemory, RaisesTheSuffix) {
  EXPECT_EQ(SpellMemory("6g"), "6G");
  EXPECT_EQ(SpellMemory(" 1.5t "), "1.5T");
  EXPECT_EQ(SpellMemory("512M"), "512M");
}

TEST(SpellMemory, LeavesEverythingElse) {
  EXPECT_EQ(SpellMemory("1024"), "1024");
  EXPECT_EQ(SpellMemory("80%"), "80%");
  EXPECT_EQ(SpellMemory("infinity"), "infinity");
  EXPECT_EQ(SpellMemory(""), "");
}

TEST(SpellCpuQuota, IsAPercentage) {
  EXPECT_EQ(SpellCpuQuota("2.5"), "250%");
  EXPECT_EQ(SpellCpuQuota("4"), "400%");
  EXPECT_EQ(SpellCpuQuota("0.5"), "50%");
  EXPECT_EQ(SpellCpuQuota("007"), "700%");
}

TEST(SpellCpuQuota, RoundsHalfUpOnTheExactDecimal) {
  EXPECT_EQ(SpellCpuQuota("0.125"), "13%");
  EXPECT_EQ(SpellCpuQuota("1.005"), "101%");  // a binary fraction would give 100
  EXPECT_EQ(SpellCpuQuota("1.00499999999999999999"), "100%");
  EXPECT_EQ(SpellCpuQuota("9.995"), "1000%");
  EXPECT_EQ(SpellCpuQuota("123456789012345678901234.5"), "12345678901234567890123450%");
}

TEST(SpellCpuQuota, HasNoLineForNothing) {
  for (const std::string_view cpus : {"", "0", "0.0", "0.004", "x", "1.", ".5", "-1", "1.5.2"}) {
    EXPECT_EQ(SpellCpuQuota(cpus), "") << cpus;
  }
}

}  // namespace
}  // namespace ovcc
