#include "support/memory_file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Names(const std::vector<DirectoryEntry>& entries) {
  std::vector<std::string> names;
  for (const DirectoryEntry& entry : entries) {
    names.push_back(entry.name + (entry.kind == EntryKind::Directory ? "/" : ""));
  }
  return names;
}

TEST(MemoryFileSystem, FoldersFollowFromFiles) {
  MemoryFileSystem files;
  files.Put("/p/layers/web/layer.yml", "a");
  files.Put("/p/image.yml", "b");
  files.PutDirectory("/p/empty");
  EXPECT_EQ(files.Status("/p"), EntryKind::Directory);
  EXPECT_EQ(files.Status("/p/layers"), EntryKind::Directory);
  EXPECT_EQ(files.Status("/p/image.yml"), EntryKind::File);
  EXPECT_EQ(files.Status("/p/empty"), EntryKind::Directory);
  EXPECT_TRUE(files.Status("/p/layer").error().not_found);
  EXPECT_THAT(Names(*files.List("/p")), ElementsAre("empty/", "image.yml", "layers/"));
  EXPECT_THAT(Names(*files.List("/p/layers/")), ElementsAre("web/"));
  EXPECT_THAT(Names(*files.List("/p/empty")), ElementsAre());
  EXPECT_TRUE(files.List("/q").error().not_found);
}

TEST(MemoryFileSystem, RelativePathsLieInTheCurrentFolder) {
  MemoryFileSystem files;
  files.Put("image.yml", "x");
  EXPECT_THAT(Names(*files.List(".")), ElementsAre("image.yml"));
}

TEST(MemoryFileSystem, RecordsReadsAndFailsOnDemand) {
  MemoryFileSystem files;
  files.Put("a", "1");
  files.FailAt("b", "Input/output error");
  EXPECT_EQ(*files.Read("a"), "1");
  EXPECT_EQ(files.Read("b").error().reason, "Input/output error");
  EXPECT_TRUE(files.Read("c").error().not_found);
  EXPECT_THAT(files.reads(), ElementsAre("a", "b", "c"));
}

TEST(MemoryFileSystem, HidesFilesUnlessToldOtherwise) {
  MemoryFileSystem files;
  files.Put("a", "1");
  EXPECT_FALSE(files.ReadableByAll("a"));
  files.LetAllRead("a");
  EXPECT_TRUE(files.ReadableByAll("a"));
}

}  // namespace
}  // namespace ovcc
