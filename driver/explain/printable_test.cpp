#include "driver/explain/printable.h"

#include <gtest/gtest.h>

namespace ovcc::explain {
namespace {

TEST(Printable, CutsToColumnsNotBytes) {
  EXPECT_EQ(CutTo("abcd", 4), "abcd");
  EXPECT_EQ(CutTo("abcde", 4), "abc…");
  EXPECT_EQ(CutTo("üüüüü", 4), "üüü…");
  EXPECT_EQ(CutTo("箱箱箱", 5), "箱箱…");
  EXPECT_EQ(CutTo("箱箱箱", 4), "箱…");
}

TEST(Printable, WrapsAtBlanks) {
  EXPECT_EQ(Wrap("one two three", "  ", 9), "  one two\n  three\n");
  EXPECT_EQ(Wrap("one", "  ", 9), "  one\n");
  EXPECT_EQ(Wrap("", "  ", 9), "  \n");
}

TEST(Printable, KeepsLongWordsWhole) { EXPECT_EQ(Wrap("a incomprehensible b", " ", 6), " a\n incomprehensible\n b\n"); }

}  // namespace
}  // namespace ovcc::explain
