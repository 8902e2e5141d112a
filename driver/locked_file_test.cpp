#include "driver/locked_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace ovcc {
namespace {

namespace fs = std::filesystem;

class LockedFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("ovcc-locked-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string Path(const char* name) const { return (folder_ / name).string(); }
  static void Put(const std::string& path, std::string_view bytes) { std::ofstream(path) << bytes; }
  static std::string Bytes(const std::string& path) { return DiskFileSystem().Read(path).value_or("(none)"); }
  [[nodiscard]] std::size_t Count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(LockedFileTest, ModeStaysAndNothingIsLeftBehind) {
  Put(Path("a"), "old");
  fs::permissions(Path("a"), fs::perms(0640));
  auto file = LockedFile::Open(Path("a"));
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->bytes(), "old");
  ASSERT_TRUE(file->Replace("new").has_value());
  EXPECT_EQ(Bytes(Path("a")), "new");
  EXPECT_EQ(fs::status(Path("a")).permissions(), fs::perms(0640));
  EXPECT_EQ(Count(), 1U);
}

TEST_F(LockedFileTest, ANewFileIsPrivateAndItsFolderIsMade) {
  auto file = LockedFile::Open(Path("sub/a"));
  ASSERT_TRUE(file.has_value());
  EXPECT_FALSE(file->bytes().has_value());
  EXPECT_FALSE(fs::exists(Path("sub")));
  ASSERT_TRUE(file->Replace("new").has_value());
  EXPECT_EQ(fs::status(Path("sub/a")).permissions(), fs::perms(0600));
}

TEST_F(LockedFileTest, LinksStayAndLeadToTheNewFile) {
  Put(Path("real"), "old");
  fs::create_symlink("real", Path("link"));
  ASSERT_TRUE(LockedFile::Open(Path("link"))->Replace("new").has_value());
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_EQ(Bytes(Path("real")), "new");
}

TEST_F(LockedFileTest, AFileThatSomebodyElseChangedStays) {
  Put(Path("a"), "old");
  auto file = LockedFile::Open(Path("a"));
  Put(Path("a"), "theirs");
  const auto replaced = file->Replace("mine");
  ASSERT_FALSE(replaced.has_value());
  EXPECT_NE(replaced.error().reason.find("changed while"), std::string::npos);
  EXPECT_EQ(Bytes(Path("a")), "theirs");
}

TEST_F(LockedFileTest, ASecondWriterWaits) {
  Put(Path("n"), "0");
  const auto count_up = [&] {
    constexpr int kTimes = 50;
    for (int i = 0; i < kTimes; ++i) {
      auto file = LockedFile::Open(Path("n"));
      ASSERT_TRUE(file.has_value());
      ASSERT_TRUE(file->Replace(std::to_string(std::stoi(*file->bytes()) + 1)).has_value());
    }
  };
  std::jthread other(count_up);
  count_up();
  other.join();
  EXPECT_EQ(Bytes(Path("n")), "100");
}

TEST_F(LockedFileTest, AFolderInThePlaceOfTheFileIsAnError) {
  fs::create_directory(Path("d"));
  EXPECT_FALSE(LockedFile::Open(Path("d")).has_value());
}

}  // namespace
}  // namespace ovcc
