#include "driver/github.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

TEST(Github, EscapesDataAndPropertiesDifferently) {
  EXPECT_EQ(WorkflowCommand({"a,b:c%.yml", 3, "one, two: 50%", "50%: a,\r\nb"}),
            "::error file=a%2Cb%3Ac%25.yml,line=3,title=one%2C two%3A 50%25::50%25: a,%0D%0Ab\n");
}

TEST(Github, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(WorkflowCommand({.file = "", .title = "", .message = "x"}), "::error::x\n");
  EXPECT_EQ(WorkflowCommand({.file = "f", .title = "", .message = "x"}), "::error file=f::x\n");
}

// A text cannot begin a command of its own.
TEST(Github, OneAnnotationIsOneLine) {
  EXPECT_EQ(WorkflowCommand({.file = "a\n::add-mask::x", .title = "", .message = "\n::stop-commands::x"}),
            "::error file=a%0A%3A%3Aadd-mask%3A%3Ax::%0A::stop-commands::x\n");
}

TEST(Github, PathsAreRelativeToTheWorkspace) {
  const Environment none(std::map<std::string, std::string>{});
  const Environment runner(std::map<std::string, std::string>{{"GITHUB_WORKSPACE", "/home/runner/work/x/"}});
  EXPECT_EQ(PathInWorkspace("./golden/a", "/home/runner/work/x/sub", none), "golden/a");
  EXPECT_EQ(PathInWorkspace("golden/a", "/home/runner/work/x/sub", runner), "sub/golden/a");
  EXPECT_EQ(PathInWorkspace("../golden/a", "/home/runner/work/x/sub", runner), "golden/a");
  EXPECT_EQ(PathInWorkspace("/elsewhere/a", "/home/runner/work/x/sub", runner), "/elsewhere/a");
  EXPECT_EQ(PathInWorkspace("../xy/a", "/home/runner/work/x", runner), "../xy/a");
}

}  // namespace
}  // namespace ovcc
