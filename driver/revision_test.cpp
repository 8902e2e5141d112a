// Revisions of a real repository, made by the real git.
#include "driver/revision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

#include <filesystem>
#include <fstream>

#include "support/text.h"

namespace ovcc {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class RevisionTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "ovcc-revision-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = std::filesystem::canonical(pattern).string();
    Git({"init", "--quiet", "--initial-branch=main", Path("repo")});
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  [[nodiscard]] std::string Path(const std::string& name) const { return JoinPath(root_, name); }

  void Put(const std::string& name, const std::string& bytes) const {
    const std::filesystem::path path = Path("repo/" + name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  std::string Git(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"git", "-C", root_, "-c", "user.name=me", "-c", "user.email=me@example.org",
                                         "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"});
    const auto result = SystemProcesses().Run({std::move(arguments), "", Variables()});
    EXPECT_TRUE(result.has_value() && result->status == 0) << (result ? result->error : result.error().reason);
    return std::string(Trim(result->output));
  }
  void Commit(const std::string& message) const {
    Git({"-C", "repo", "add", "--all"});
    Git({"-C", "repo", "commit", "--quiet", "-m", message});
  }

  [[nodiscard]] std::map<std::string, std::string> Variables() const {
    return {
        {"PATH", "/usr/bin:/bin"}, {"HOME", root_}, {"GIT_CONFIG_NOSYSTEM", "1"}, {"GIT_CEILING_DIRECTORIES", root_}};
  }

  std::expected<Revision, RevisionError> Open(const std::string& name, const std::string& folder = "repo") {
    return OpenRevision(name, folder, context_);
  }
  std::string Refusal(const std::string& name, const std::string& folder = "repo") {
    const auto revision = Open(name, folder);
    return revision ? "opened" : revision.error().message;
  }

  void Use(std::map<std::string, std::string> variables) { environment_ = Environment(std::move(variables)); }

  std::string root_;
  Console console_{stdout, stderr, false};
  Environment environment_{{}};
  DiskFileSystem files_;
  SystemProcesses processes_;
  CommandContext context_{console_, environment_, files_, processes_, ""};
};

class HistoryTest : public RevisionTest {
 protected:
  void SetUp() override {
    RevisionTest::SetUp();
    Use(Variables());
    context_.working_directory = root_;
    Put("sub/image.yml", "old\n");
    Put("sub/env", std::string("A=1\0B\xff\n", 8));
    Put("sub/gone/x.yml", "");
    std::filesystem::create_symlink("image.yml", Path("repo/sub/link"));
    Commit("first");
    Git({"-C", "repo", "tag", "v1"});
    Put("sub/image.yml", "new\n");
    std::filesystem::remove_all(Path("repo/sub/gone"));
    Commit("second");
    Put("sub/image.yml", "not committed\n");
  }
};

TEST_F(HistoryTest, ShowsFilesAsTheyWere) {
  const auto revision = Open("v1");
  ASSERT_TRUE(revision.has_value()) << revision.error().message;
  EXPECT_EQ(revision->commit, Git({"-C", "repo", "rev-parse", "v1^{commit}"}));
  EXPECT_EQ(revision->files->Read("repo/sub/image.yml"), "old\n");
  EXPECT_EQ(revision->files->Read("repo/sub/env"), std::string("A=1\0B\xff\n", 8));
  EXPECT_EQ(revision->files->Read("repo/sub/link"), "old\n");
  EXPECT_EQ(revision->files->Read("repo/sub/gone/x.yml"), "");
  EXPECT_EQ(Open("main")->files->Read("repo/sub/image.yml"), "new\n");
  EXPECT_EQ(Open("HEAD~1")->files->Read("repo/sub/image.yml"), "old\n");
}

TEST_F(HistoryTest, OpensFromAFolderInsideAFolderThatIsGoneAndALink) {
  EXPECT_EQ(Open("v1", "repo/sub")->files->Read(Path("repo/sub/image.yml")), "old\n");
  EXPECT_EQ(Open("v1", "repo/sub/gone")->files->Read("repo/sub/gone/x.yml"), "");
  std::filesystem::create_directory_symlink(Path("repo/sub"), Path("named"));
  const auto revision = Open("v1", "named");
  EXPECT_EQ(revision->files->Read("named/image.yml"), "old\n");
  EXPECT_EQ(revision->files->Read("repo/sub/image.yml"), "old\n");
  context_.working_directory = Path("repo/sub");
  EXPECT_EQ(Open("v1", ".")->files->Read("image.yml"), "old\n");
}

TEST_F(HistoryTest, TheFolderSaysWhichRepositoryNotTheVariablesOfAHook) {
  auto variables = Variables();
  variables["GIT_DIR"] = ".git";
  variables["GIT_INDEX_FILE"] = "/nowhere";
  Use(std::move(variables));
  EXPECT_EQ(Open("v1", "repo/sub")->files->Read("repo/sub/image.yml"), "old\n");
}

TEST_F(HistoryTest, ANameIsNeverAnOption) {
  for (const std::string name :
       {"nope", "", "--all", "-h", "--show-toplevel", "v1 main", "v1..main", "main:sub/image.yml"}) {
    EXPECT_THAT(Refusal(name), StartsWith("`" + name + "` is no revision of the repository")) << name;
    EXPECT_EQ(Open(name).error().status, ExitStatus::Usage);
  }
}

TEST_F(HistoryTest, AShallowCloneIsToldOf) {
  Git({"clone", "--quiet", "--depth=1", "file://" + Path("repo"), "shallow"});
  EXPECT_EQ(Open("HEAD", "shallow")->files->Read("shallow/sub/image.yml"), "new\n");
  EXPECT_THAT(Refusal("HEAD~1", "shallow"), HasSubstr("help: the repository is a shallow clone"));
}

TEST_F(HistoryTest, ASubmoduleIsNoMissingFolder) {
  Git({"-C", "repo", "submodule", "--quiet", "add", "file://" + Path("repo"), "other"});
  Commit("with a submodule");
  const auto revision = Open("HEAD");
  EXPECT_EQ(revision->files->Status("repo/other"), EntryKind::Directory);
  EXPECT_THAT(revision->files->Read("repo/other/sub/image.yml").error().reason, HasSubstr("is a submodule"));
}

TEST_F(RevisionTest, OutsideARepositoryAndWithoutGit) {
  Use(Variables());
  context_.working_directory = root_;
  EXPECT_THAT(Refusal("main", "."), HasSubstr("is in no git repository that can be used: not a git repository"));
  EXPECT_EQ(Open("main", ".").error().status, ExitStatus::Usage);
  EXPECT_THAT(Refusal("main"), StartsWith("`main` is no revision of the repository"));

  class NoPrograms final : public ProcessRunner {
   public:
    [[nodiscard]] std::expected<ProcessResult, IoError> Run(const ProcessRequest& request) const override {
      return std::unexpected(IoError{request.arguments.front(), "No such file or directory", true});
    }
  };
  const NoPrograms none;
  const CommandContext context{console_, environment_, files_, none, root_};
  const auto revision = OpenRevision("main", "repo", context);
  EXPECT_EQ(revision.error().message, "cannot run `git`, which reads revisions: No such file or directory");
  EXPECT_EQ(revision.error().status, ExitStatus::Machine);
}

}  // namespace
}  // namespace ovcc
