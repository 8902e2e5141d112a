#include "support/text_edit.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

TEST(TextEdit, EditsAreMadeByTheOffsetsOfTheOldText) {
  EXPECT_EQ(ApplyTextEdits("abcdef", {{4, 5, "E"}, {0, 1, "AA"}, {6, 6, "!"}}), "AAbcdEf!");
}

TEST(TextEdit, InsertionsAtOnePlaceKeepTheirOrder) {
  EXPECT_EQ(ApplyTextEdits("ab", {{1, 1, "1"}, {1, 1, "2"}}), "a12b");
}

TEST(TextEditDeathTest, OverlappingEditsAreABug) {
  EXPECT_DEATH((void)ApplyTextEdits("abc", {{0, 2, ""}, {1, 3, ""}}), "overlap");
}

}  // namespace
}  // namespace ovcc
