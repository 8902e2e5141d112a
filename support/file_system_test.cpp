#include "support/file_system.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/descriptor.h"

namespace ovcc {
namespace {

/// A folder of its own for each test, removed at the end.
class DiskFileSystemTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "ovcc-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  void Write(const std::string& name, const std::string& bytes) const {
    std::ofstream(JoinPath(root_, name), std::ios::binary) << bytes;
  }

  std::string root_;
  DiskFileSystem disk_;
};

TEST_F(DiskFileSystemTest, ReadsAllBytes) {
  std::string bytes(1000000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
  for (const std::size_t size : {0U, 1U, 4095U, 4096U, 4097U, 1000000U}) {
    Write("f", bytes.substr(0, size));
    const auto read = disk_.Read(JoinPath(root_, "f"));
    ASSERT_TRUE(read) << size;
    EXPECT_TRUE(*read == bytes.substr(0, size)) << size;
  }
}

TEST_F(DiskFileSystemTest, ReadsFilesWithoutASize) {
  const auto read = disk_.Read("/proc/self/status");
  ASSERT_TRUE(read);
  EXPECT_NE(read->find("Name:"), std::string::npos);
}

TEST_F(DiskFileSystemTest, ReadsNoMoreThanTheMemoryCanHold) {
  const auto endless = disk_.Read("/dev/zero");
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().reason, "it holds more than 64 MiB");
  Write("f", "");
  const std::string file = JoinPath(root_, "f");
  std::filesystem::resize_file(file, kLargestInput + 1);
  EXPECT_FALSE(disk_.Read(file));
  std::filesystem::resize_file(file, kLargestInput);
  const auto whole = disk_.Read(file);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->size(), kLargestInput);
}

TEST_F(DiskFileSystemTest, SaysWhyItCannotRead) {
  const auto missing = disk_.Read(JoinPath(root_, "missing"));
  ASSERT_FALSE(missing);
  EXPECT_TRUE(missing.error().not_found);
  EXPECT_EQ(missing.error().path, JoinPath(root_, "missing"));
  EXPECT_EQ(missing.error().reason, "No such file or directory");
  Write("f", "");
  EXPECT_TRUE(disk_.Read(JoinPath(root_, "f/below")).error().not_found);
  const auto folder = disk_.Read(root_);
  ASSERT_FALSE(folder);
  EXPECT_FALSE(folder.error().not_found);
  EXPECT_EQ(folder.error().reason, "is a directory");
}

TEST_F(DiskFileSystemTest, KnowsKindsAndFollowsLinks) {
  Write("f", "");
  std::filesystem::create_directory(JoinPath(root_, "d"));
  std::filesystem::create_symlink("d", JoinPath(root_, "link"));
  std::filesystem::create_symlink("nowhere", JoinPath(root_, "dangling"));
  EXPECT_EQ(disk_.Status(JoinPath(root_, "f")), EntryKind::File);
  EXPECT_EQ(disk_.Status(JoinPath(root_, "link")), EntryKind::Directory);
  EXPECT_EQ(disk_.Status("/dev/null"), EntryKind::Other);
  EXPECT_TRUE(disk_.Status(JoinPath(root_, "dangling")).error().not_found);
  EXPECT_TRUE(disk_.Status(JoinPath(root_, "f/below")).error().not_found);
}

TEST_F(DiskFileSystemTest, ListsSortedByBytes) {
  for (const char* name : {"b", "a.yml", "B", "\xC3\xA9", ".hidden"}) Write(name, "");
  std::filesystem::create_directory(JoinPath(root_, "d"));
  std::filesystem::create_symlink("nowhere", JoinPath(root_, "x"));
  const auto entries = disk_.List(root_);
  ASSERT_TRUE(entries);
  std::string names;
  for (const DirectoryEntry& entry : *entries) names += entry.name + " ";
  EXPECT_EQ(names, ".hidden B a.yml b d x \xC3\xA9 ");
  EXPECT_EQ((*entries)[4].kind, EntryKind::Directory);
  EXPECT_EQ((*entries)[5].kind, EntryKind::Other);
  EXPECT_TRUE(disk_.List(JoinPath(root_, "missing")).error().not_found);
}

TEST(JoinPath, Joins) {
  EXPECT_EQ(JoinPath("a", "b"), "a/b");
  EXPECT_EQ(JoinPath("a/", "b"), "a/b");
  EXPECT_EQ(JoinPath("a", "/b"), "/b");
  EXPECT_EQ(JoinPath("", "b"), "b");
  EXPECT_EQ(JoinPath("a", ""), "a");
  EXPECT_EQ(JoinPath("/", "b"), "/b");
}

TEST_F(DiskFileSystemTest, KnowsWhetherOthersCanRead) {
  Write("f", "x");
  const std::string file = JoinPath(root_, "f");
  EXPECT_TRUE(disk_.ReadableByAll("/etc/passwd"));
  std::filesystem::create_symlink("/etc/passwd", JoinPath(root_, "link"));
  EXPECT_TRUE(disk_.ReadableByAll(JoinPath(root_, "link")));
  ASSERT_EQ(::chmod(root_.c_str(), 0755), 0);
  ASSERT_EQ(::chmod(file.c_str(), 0640), 0);
  EXPECT_FALSE(disk_.ReadableByAll(file));
  ASSERT_EQ(::chmod(file.c_str(), 0644), 0);
  ASSERT_EQ(::chmod(root_.c_str(), 0750), 0);
  EXPECT_FALSE(disk_.ReadableByAll(file));
  EXPECT_FALSE(disk_.ReadableByAll(JoinPath(root_, "missing")));
}

}  // namespace
}  // namespace ovcc
