#include "driver/revision_files.h"

#include <gtest/gtest.h>

#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using Kind = TreeRow::Kind;

// Each object is named by what it holds.
std::expected<std::string, IoError> Blob(const std::string& object) {
  if (object == "broken") return std::unexpected(IoError{object, "cannot be had"});
  return object;
}

class RevisionFilesTest : public testing::Test {
 protected:
  RevisionFilesTest() {
    disk_.Put("/repo/new.yml", "only on the disk");
    disk_.Put("/home/me/host.yml", "host");
  }

  [[nodiscard]] std::string Read(const std::string& path) const {
    const auto bytes = files_.Read(path);
    return bytes ? *bytes : bytes.error().reason;
  }
  [[nodiscard]] std::string List(const std::string& path) const {
    const auto entries = files_.List(path);
    if (!entries) return entries.error().reason;
    std::string text;
    for (const DirectoryEntry& entry : *entries) {
      text += entry.name + (entry.kind == EntryKind::Directory ? "/ " : entry.kind == EntryKind::Other ? "? " : " ");
    }
    return text;
  }

  MemoryFileSystem disk_;
  RevisionFiles files_{{{"image.yml", Kind::File, "top"},
                        {"sub/a/image.yml", Kind::File, "a"},
                        {"sub/link.yml", Kind::Link, "a/../../image.yml"},
                        {"sub/folder", Kind::Link, "a"},
                        {"sub/out", Kind::Link, "../../elsewhere"},
                        {"sub/root", Kind::Link, "/etc/passwd"},
                        {"sub/self", Kind::Link, "self"},
                        {"sub/nothing", Kind::Link, "nowhere"},
                        {"sub/lost.yml", Kind::File, "broken"},
                        {"sub/other", Kind::Submodule, "commit"}},
                       {{"/named/sub", "sub"}, {"/repo", ""}},
                       "/repo/sub",
                       Blob,
                       disk_};
};

TEST_F(RevisionFilesTest, PathsOfTheRepositoryAreThoseOfTheCommit) {
  EXPECT_EQ(Read("/repo/image.yml"), "top");
  EXPECT_EQ(Read("a/image.yml"), "a");
  EXPECT_EQ(Read("./../sub//a/image.yml"), "a");
  EXPECT_EQ(Read("/named/sub/a/image.yml"), "a");
  EXPECT_EQ(Read("/repo/new.yml"), "No such file or directory");
  EXPECT_TRUE(files_.Read("/repo/new.yml").error().not_found);
}

TEST_F(RevisionFilesTest, OtherPathsAreThoseOfTheDisk) {
  EXPECT_EQ(Read("/home/me/host.yml"), "host");
  EXPECT_EQ(files_.Status("/home/me"), EntryKind::Directory);
  EXPECT_EQ(Read("/repository/x"), "No such file or directory");
}

TEST_F(RevisionFilesTest, FoldersFollowFromTheirFiles) {
  EXPECT_EQ(List("/repo"), "image.yml sub/ ");
  EXPECT_EQ(List("."), "a/ folder/ link.yml lost.yml nothing? other/ out? root? self? ");
  EXPECT_EQ(List("/repo/image.yml"), "Not a directory");
  EXPECT_EQ(List("nowhere"), "No such file or directory");
  EXPECT_EQ(files_.Status("a"), EntryKind::Directory);
  EXPECT_EQ(files_.Status("a/image.yml"), EntryKind::File);
  EXPECT_EQ(Read("a"), "is a directory");
  EXPECT_EQ(Read("a/image.yml/x"), "No such file or directory");
}

TEST_F(RevisionFilesTest, LinksAreFollowedInsideTheTreeOnly) {
  EXPECT_EQ(Read("link.yml"), "top");
  EXPECT_EQ(Read("folder/image.yml"), "a");
  EXPECT_EQ(List("folder"), "image.yml ");
  EXPECT_EQ(Read("out"), "a link on the way leads out of the repository");
  EXPECT_EQ(Read("root"), "the link `sub/root` leads out of the repository");
  EXPECT_EQ(Read("self"), "Too many levels of symbolic links");
  EXPECT_EQ(Read("nothing"), "No such file or directory");
  EXPECT_FALSE(files_.Read("out").error().not_found);
}

TEST_F(RevisionFilesTest, WhatASubmoduleHoldsIsAnErrorAndNotMissing) {
  EXPECT_EQ(files_.Status("other"), EntryKind::Directory);
  EXPECT_EQ(Read("other/image.yml"), "`sub/other` is a submodule, whose files no commit of this repository holds");
  EXPECT_FALSE(files_.Read("other/image.yml").error().not_found);
  EXPECT_EQ(List("other"), Read("other/image.yml"));
}

TEST_F(RevisionFilesTest, AnObjectThatCannotBeHadNamesThePath) {
  EXPECT_EQ(Read("lost.yml"), "cannot be had");
  EXPECT_EQ(files_.Read("lost.yml").error().path, "lost.yml");
}

TEST(RevisionFiles, AnEmptyTreeIsAnEmptyFolder) {
  const MemoryFileSystem disk;
  const RevisionFiles files({}, {{"/repo", ""}}, "/repo", Blob, disk);
  EXPECT_EQ(files.List("/repo")->size(), 0U);
  EXPECT_TRUE(files.Read("x").error().not_found);
}

}  // namespace
}  // namespace ovcc
