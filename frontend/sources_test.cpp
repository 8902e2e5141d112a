// Which files make a project (§1.1, §1.6).
#include "frontend/sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Paths(const std::vector<LayerFolder>& folders) {
  std::vector<std::string> paths;
  for (const LayerFolder& folder : folders) paths.push_back(folder.name + "=" + folder.file);
  return paths;
}

class Sources : public ::testing::Test {
 protected:
  std::vector<DiscoverPath> Discover(std::string_view path, bool recursive) {
    return {{{names_.Intern(path), Span{1, 2}}, recursive}};
  }

  MemoryFileSystem files_;
  Interner names_;
  DiagnosticSink diags_;
};

TEST_F(Sources, FindsTheRootFiles) {
  files_.Put("p/image.yml", "");
  files_.Put("p/overthink.yml", "");
  files_.Put("p/sidecar.yml", "");
  const ProjectRoots roots = FindProjectRoots(files_, "p", false, diags_);
  EXPECT_EQ(roots.overthink, "p/overthink.yml");
  EXPECT_THAT(roots.image_files, ElementsAre("p/image.yml"));
  EXPECT_EQ(roots.sidecars, "p/sidecar.yml");
  EXPECT_THAT(diags_.all(), IsEmpty());
}

TEST_F(Sources, ReportsAFolderThatIsNoProject) {
  files_.Put("p/deploy.yml", "");
  static_cast<void>(FindProjectRoots(files_, "p", false, diags_));
  ASSERT_EQ(diags_.all().size(), 1U);
  EXPECT_EQ(diags_.all().front().info->code, "project-missing");
}

TEST_F(Sources, NeedsOnlyTheFolderWhereImagesAreKnown) {
  files_.Put("p/deploy.yml", "");
  static_cast<void>(FindProjectRoots(files_, "p", true, diags_));
  EXPECT_THAT(diags_.all(), IsEmpty());
  static_cast<void>(FindProjectRoots(files_, "q", true, diags_));
  ASSERT_EQ(diags_.all().size(), 1U);
  EXPECT_EQ(diags_.all().front().info->code, "project-missing");
}

TEST_F(Sources, LooksIntoLayersByDefault) {
  files_.Put("layers/web/layer.yml", "");
  files_.Put("layers/web/pixi.toml", "");
  files_.Put("layers/group/db/layer.yml", "");
  files_.Put("layers/README.md", "");
  const std::vector<LayerFolder> folders = FindLayers(files_, ".", std::nullopt, diags_);
  EXPECT_THAT(Paths(folders), ElementsAre("web=layers/web/layer.yml"));
  EXPECT_THAT(folders.at(0).neighbours, ElementsAre("pixi.toml"));
  EXPECT_THAT(diags_.all(), IsEmpty());
}

TEST_F(Sources, FollowsDiscover) {
  files_.Put("p/own/web/layer.yml", "");
  files_.Put("p/own/web/data/inner/layer.yml", "");
  files_.Put("p/own/group/db/layer.yml", "");
  files_.Put("p/own/.git/x/layer.yml", "");
  EXPECT_THAT(Paths(FindLayers(files_, "p", Discover("own", false), diags_)), ElementsAre("web=p/own/web/layer.yml"));
  EXPECT_THAT(
      Paths(FindLayers(files_, "p", Discover("own", true), diags_)),
      ElementsAre("db=p/own/group/db/layer.yml", "inner=p/own/web/data/inner/layer.yml", "web=p/own/web/layer.yml"));
  EXPECT_THAT(diags_.all(), IsEmpty());
}

TEST_F(Sources, TakesAFileOnce) {
  files_.Put("p/own/web/layer.yml", "");
  std::vector<DiscoverPath> twice = Discover("own", true);
  twice.push_back(Discover("./own/", false).front());
  EXPECT_EQ(FindLayers(files_, "p", twice, diags_).size(), 1U);
}

TEST_F(Sources, ReportsNamedFoldersThatAreMissing) {
  EXPECT_THAT(FindLayers(files_, "p", Discover("own", true), diags_), IsEmpty());
  ASSERT_EQ(diags_.all().size(), 1U);
  EXPECT_EQ(diags_.all().front().info->code, "file-unreadable");
  EXPECT_EQ(diags_.all().front().span, (Span{1, 2}));
}

TEST_F(Sources, ReportsFoldersThatCannotBeListed) {
  files_.Put("layers/web/layer.yml", "");
  files_.FailAt("layers/web", "Permission denied");
  EXPECT_THAT(FindLayers(files_, ".", std::nullopt, diags_), IsEmpty());
  ASSERT_EQ(diags_.all().size(), 1U);
  EXPECT_EQ(diags_.all().front().message, "cannot read `layers/web`: Permission denied");
}

}  // namespace
}  // namespace ovcc
