#include "driver/unit_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using testing::ElementsAre;

// `name of owner` of each file.
std::vector<std::string> Owners(const UnitFolder& folder) {
  std::vector<std::string> told;
  for (const backend::OutputFile& file : folder.files) told.push_back(file.name + " of " + file.owner);
  return told;
}

TEST(UnitFolder, FilesBelongToTheAppThatTheyTellOf) {
  MemoryFileSystem disk;
  disk.Put("/out/ov-web.pod", "[Pod]\n");
  disk.Put("/out/ov-web.container", "[Container]\nPod=ov-web.pod\n");
  disk.Put("/out/ov-web-ts.container", "[Container]\nPod=ov-web.pod\n");
  disk.Put(
      "/out/ov-web-tunnel.service",
      "[Unit]\nBindsTo=ov-web.service\n[Service]\nExecStart=x --config \"/home/me/.config/ov/tunnels/site.yml\" run\n");
  disk.Put("/out/tunnels/site.yml", "");
  disk.Put("/out/tunnels/other.yml", "");
  disk.Put("/out/ov-db.container", "[Container]\n");
  const auto folder = ReadUnitFolder("/out", disk);
  ASSERT_TRUE(folder.has_value());
  EXPECT_THAT(Owners(*folder),
              ElementsAre("ov-db.container of ov-db", "ov-web-ts.container of ov-web",
                          "ov-web-tunnel.service of ov-web", "ov-web.container of ov-web", "ov-web.pod of ov-web",
                          "tunnels/other.yml of ", "tunnels/site.yml of ov-web"));
  EXPECT_FALSE(folder->manifest.has_value());
  EXPECT_EQ(folder->manifest_error, "");
}

TEST(UnitFolder, WhatNoGeneratorReadsIsLeftOut) {
  MemoryFileSystem disk;
  for (const char* name : {"README.md", ".hidden.container", ".ovcc-tmp-a.container~", "a.container.d/x.conf", "x.yml",
                           "tunnels/README.md", "tunnels/.hidden.yml", "notes/b.container", "a.volume"}) {
    disk.Put(std::string("/out/") + name, "");
  }
  EXPECT_THAT(Owners(*ReadUnitFolder("/out", disk)), ElementsAre("a.volume of a"));
}

TEST(UnitFolder, TheManifestIsReadOrDamaged) {
  MemoryFileSystem disk;
  disk.Put("/out/.ovcc-manifest.json",
           R"({"format": 1, "files": [{"name": "a.container", "hash": "h", "owner": "default", "deploy": "a"}]})");
  EXPECT_EQ(ReadUnitFolder("/out", disk)->manifest->files.size(), 1U);
  disk.Put("/out/.ovcc-manifest.json", "{}");
  EXPECT_EQ(ReadUnitFolder("/out", disk)->manifest_error, "its `format` is not known");
}

TEST(UnitFolder, WhatCannotBeReadIsAnError) {
  for (const char* path : {"/out", "/out/a.container", "/out/tunnels/b.yml", "/out/.ovcc-manifest.json"}) {
    MemoryFileSystem broken;
    broken.Put("/out/a.container", "");
    broken.Put("/out/tunnels/b.yml", "");
    broken.Put("/out/.ovcc-manifest.json", "");
    broken.FailAt(path, "Input/output error");
    const auto folder = ReadUnitFolder("/out", broken);
    ASSERT_FALSE(folder.has_value()) << path;
    EXPECT_EQ(folder.error().reason, "Input/output error");
  }
  EXPECT_TRUE(ReadUnitFolder("/nowhere", MemoryFileSystem()).error().not_found);
}

}  // namespace
}  // namespace ovcc
