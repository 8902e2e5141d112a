#include "driver/output_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace ovcc {
namespace {

namespace fs = std::filesystem;

class OutputStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/ovcc-store-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  [[nodiscard]] std::expected<DiskOutput, IoError> Open() const {
    const std::vector<FolderBeside> beside = {{"services/", root_ + "/b/services"}, {"other/", root_ + "/c"}};
    return DiskOutput::Open(root_ + "/a", beside);
  }
  [[nodiscard]] std::string Read(const std::string& path) const {
    std::ifstream file(root_ + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string root_;
};

TEST_F(OutputStoreTest, ThePrefixSaysInWhichFolder) {
  auto store = Open();
  ASSERT_TRUE(store.has_value());
  for (const std::string name : {"x", "tunnels/x", "services/x"}) {
    ASSERT_TRUE(store->Stage(name, name, 0600).has_value()) << name;
    ASSERT_TRUE(store->Commit(name).has_value()) << name;
    EXPECT_EQ(store->Read(name).value_or("").value_or(""), name);
    EXPECT_TRUE(store->Stamp(name).value_or(std::nullopt));
  }
  EXPECT_EQ(Read("a/x"), "x");
  EXPECT_EQ(Read("a/tunnels/x"), "tunnels/x");
  EXPECT_EQ(Read("b/services/x"), "services/x");
}

TEST_F(OutputStoreTest, AFolderBesideIsMadeForItsFirstFileOnly) {
  auto store = Open();
  ASSERT_TRUE(store.has_value());
  EXPECT_FALSE(store->Read("services/x").value_or("something").has_value());
  EXPECT_FALSE(store->Stamp("services/x").value_or(FileStamp()));
  EXPECT_TRUE(store->SetAside("services/x").has_value());
  EXPECT_FALSE(store->Commit("services/x").has_value());
  store->RemoveStaged();
  EXPECT_FALSE(fs::exists(root_ + "/b"));
  EXPECT_FALSE(fs::exists(root_ + "/c"));
}

TEST_F(OutputStoreTest, HoldsWhatHasAPlace) {
  const auto store = Open();
  ASSERT_TRUE(store.has_value());
  EXPECT_TRUE(store->Holds("x"));
  EXPECT_TRUE(store->Holds("tunnels/x"));
  EXPECT_TRUE(store->Holds("services/x"));
  EXPECT_FALSE(store->Holds("elsewhere/x"));
  EXPECT_FALSE(store->Holds("services/a/x"));
  EXPECT_FALSE(store->Holds("tunnels/a/x"));
}

TEST_F(OutputStoreTest, AFileThatIsSetAsideCanComeBack) {
  auto store = Open();
  ASSERT_TRUE(store.has_value());
  ASSERT_TRUE(store->Stage("x", "bytes", 0600).has_value());
  ASSERT_TRUE(store->Commit("x").has_value());
  ASSERT_TRUE(store->SetAside("x").has_value());
  EXPECT_FALSE(fs::exists(root_ + "/a/x"));
  ASSERT_TRUE(store->Commit("x").has_value());
  EXPECT_EQ(Read("a/x"), "bytes");
  ASSERT_TRUE(store->SetAside("x").has_value());
  store->RemoveStaged();
  EXPECT_TRUE(fs::is_empty(root_ + "/a"));
}

TEST_F(OutputStoreTest, NoStagedNameEndsAsAUnitDoes) {
  auto store = Open();
  ASSERT_TRUE(store.has_value());
  ASSERT_TRUE(store->Stage("x.container", "", 0600).has_value());
  ASSERT_TRUE(store->Stage("services/x.service", "", 0600).has_value());
  EXPECT_TRUE(fs::exists(root_ + "/a/.ovcc-tmp-x.container~"));
  EXPECT_TRUE(fs::exists(root_ + "/b/services/.ovcc-tmp-x.service~"));
  store->RemoveStaged();
  EXPECT_TRUE(fs::is_empty(root_ + "/a"));
  EXPECT_TRUE(fs::is_empty(root_ + "/b/services"));
}

// The user may keep a folder elsewhere; below it nothing is followed.
TEST_F(OutputStoreTest, OnlyTheFoldersThemselvesMayBeLinks) {
  fs::create_directories(root_ + "/dotfiles/b/services");
  fs::create_directories(root_ + "/dotfiles/a");
  fs::create_directory_symlink(root_ + "/dotfiles/b", root_ + "/b");
  fs::create_directory_symlink(root_ + "/dotfiles/a", root_ + "/a");
  fs::create_symlink("/dev/null", root_ + "/dotfiles/b/services/link");
  auto store = Open();
  ASSERT_TRUE(store.has_value());
  ASSERT_TRUE(store->Stage("services/x", "bytes", 0600).has_value());
  ASSERT_TRUE(store->Commit("services/x").has_value());
  EXPECT_EQ(Read("dotfiles/b/services/x"), "bytes");
  EXPECT_FALSE(store->Read("services/link").has_value());
}

TEST_F(OutputStoreTest, AFileInPlaceOfAFolderIsAnError) {
  std::ofstream(root_ + "/c") << "x";
  EXPECT_FALSE(Open().has_value());
}

}  // namespace
}  // namespace ovcc
