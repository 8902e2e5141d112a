#include "support/line_diff.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

TEST(LineDiff, EqualTextsHaveNone) { EXPECT_EQ(UnifiedDiff("a", "x\n", "b", "x\n"), ""); }

TEST(LineDiff, ChangesStandBetweenThreeLinesOfContext) {
  EXPECT_EQ(UnifiedDiff("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(LineDiff, ANewFileIsAllAdditions) {
  EXPECT_EQ(UnifiedDiff("a", "", "b", "x\ny\n"), "--- a\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n");
}

TEST(LineDiff, AMissingLineEndIsTold) {
  EXPECT_EQ(UnifiedDiff("a", "x", "b", "x\n"), "--- a\n+++ b\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+x\n");
}

TEST(LineDiff, DistantChangesHaveHunksOfTheirOwn) {
  EXPECT_EQ(UnifiedDiff("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b", "0\n2\n3\n4\n5\n6\n7\n8\n10\n"),
            "--- a\n+++ b\n@@ -1,4 +1,4 @@\n-1\n+0\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+10\n");
}

TEST(LineDiff, ARemovedFileIsAllDeletions) {
  EXPECT_EQ(UnifiedDiff("a", "x\n", "b", ""), "--- a\n+++ b\n@@ -1,1 +0,0 @@\n-x\n");
}

}  // namespace
}  // namespace ovcc
