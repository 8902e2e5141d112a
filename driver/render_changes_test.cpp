#include "driver/render_changes.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

using backend::ChangeKind;

TEST(RenderChanges, NothingReachesTheTerminalButText) {
  EXPECT_EQ(Printable("a\tb\n\x1b[1m\x7f\u009b\xff é"), "a\\x09b\\x0a\\x1b[1m\\x7f\\x9b\\xff é");
}

TEST(RenderChanges, EachKindSaysWhatItIs) {
  EXPECT_EQ(ChangeText({"S", "K", "", ChangeKind::Changed, {"a"}, {"b"}}), "[S] K: a -> b");
  EXPECT_EQ(ChangeText({"S", "K", "V", ChangeKind::Changed, {""}, {"\"b\"\n"}}), "[S] K V: \"\" -> \"\\\"b\\\"\\n\"");
  EXPECT_EQ(ChangeText({"S", "K", "", ChangeKind::Added, {}, {"b"}}), "[S] K: b");
  EXPECT_EQ(ChangeText({"S", "K", "", ChangeKind::Removed, {"a"}, {}}), "[S] K: a");
  EXPECT_EQ(ChangeText({"S", "K", "", ChangeKind::Reordered, {"a", "b"}, {"b", "a"}}),
            "[S] K: in another order: a, b -> b, a");
  EXPECT_EQ(ChangeText({"S", "", "", ChangeKind::Added, {}, {}}), "[S], without a line");
  EXPECT_EQ(ChangeText({"", "", "", ChangeKind::Added, {}, {"line"}}), "line");
}

TEST(RenderChanges, ColourGoesAroundTheWholeLine) {
  const FileComparison file{"a", FileState::Changed, {{"S", "K", "", ChangeKind::Added, {}, {"b"}}}, {{3, "wrong"}}};
  EXPECT_EQ(ChangeLines(file, false), "    ! line 3: wrong\n    + [S] K: b\n");
  EXPECT_EQ(ChangeLines(file, true), "    \x1b[31m! line 3: wrong\x1b[0m\n    \x1b[32m+ [S] K: b\x1b[0m\n");
}

}  // namespace
}  // namespace ovcc
