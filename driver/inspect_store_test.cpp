// Where answers about images lie, and what of them is kept.
#include "driver/inspect_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

namespace ovcc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::optional<std::string> FolderWith(std::map<std::string, std::string> variables) {
  return AnswerFolder(Environment(std::move(variables)));
}

TEST(AnswerFolder, FollowsXdg) {
  EXPECT_EQ(FolderWith({{"XDG_CACHE_HOME", "/c"}, {"HOME", "/h"}}), "/c/ovcc/inspect");
  EXPECT_EQ(FolderWith({{"HOME", "/h"}}), "/h/.cache/ovcc/inspect");
  EXPECT_EQ(FolderWith({{"XDG_CACHE_HOME", "relative"}, {"HOME", "/h"}}), "/h/.cache/ovcc/inspect");
  EXPECT_EQ(FolderWith({{"XDG_CACHE_HOME", ""}}), std::nullopt);
}

TEST(AnswerName, IsOneFileName) {
  EXPECT_THAT(AnswerName("ghcr.io/x/web:1.4"), HasSubstr("ghcr.io_x_web_1.4-"));
  EXPECT_THAT(AnswerName("../../etc/passwd"), Not(HasSubstr("/")));
  EXPECT_LT(AnswerName(std::string(5000, 'a')).size(), 200U);
  EXPECT_TRUE(AnswerName("web").ends_with(".json"));
}

TEST(AnswerName, DiffersForDifferentReferences) {
  const std::string long_name(200, 'a');
  const std::set<std::string> names = {AnswerName("x/web:1"), AnswerName("x_web:1"), AnswerName("x/web_1"),
                                       AnswerName(long_name + "b"), AnswerName(long_name + "c")};
  EXPECT_EQ(names.size(), 5U);
}

TEST(JoinAnswers, KeepsWhatInspectReads) {
  const std::string podman = R"([{"Id":"1","RepoTags":["a:1"],"Config":{"Env":["TOKEN=hidden"]},
    "Labels":{"org.overthinkos.version":"1","maintainer":"me"}}])";
  const std::string docker = R"({"Id":"2","RepoTags":null,"Config":{"Labels":{"org.overthinkos.user":"u"}}})";
  const std::string joined = JoinAnswers(std::vector{podman, docker});
  EXPECT_EQ(joined, R"([
  {
    "Id": "1",
    "RepoTags": [
      "a:1"
    ],
    "Labels": {
      "org.overthinkos.version": "1"
    }
  },
  {
    "Id": "2",
    "RepoTags": null,
    "Labels": {
      "org.overthinkos.user": "u"
    }
  }
]
)");
}

TEST(JoinAnswers, TakesImagesWithoutLabels) {
  EXPECT_THAT(JoinAnswers(std::vector<std::string>{R"([{"Labels":null}])"}), HasSubstr("\"Labels\": {}"));
  EXPECT_EQ(JoinAnswers({}), "[]\n");
}

TEST(ReplaceFile, WritesForTheUserOnly) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "ovcc-replace-file";
  std::filesystem::remove_all(folder);
  const std::string path = folder / "below" / "answer.json";
  ASSERT_TRUE(ReplaceFile(path, "one").has_value());
  ASSERT_TRUE(ReplaceFile(path, "two").has_value());
  EXPECT_EQ(DiskFileSystem().Read(path), "two");
  struct stat status = {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "below"), {}), 1);
  std::filesystem::remove_all(folder);
}

TEST(ReplaceFile, SaysWhatStandsInTheWay) {
  const auto written = ReplaceFile("/dev/null/below/answer.json", "x");
  ASSERT_FALSE(written.has_value());
  EXPECT_FALSE(written.error().reason.empty());
}

}  // namespace
}  // namespace ovcc
