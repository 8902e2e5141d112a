// Includes and joined project files (§1.6).
#include "frontend/project_files.h"

#include "frontend/read/reader_fixture.h"
#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ProjectFiles : public ::testing::Test {
 protected:
  ProjectContents Read() {
    const ProjectRoots roots = FindProjectRoots(files_, "p", false, diags_);
    return ReadProjectFiles(roots, {.jobs = 2}, files_, sources_, names_, diags_);
  }

  /// `file:line:column code` of each finding.
  std::vector<std::string> Findings() {
    diags_.Sort(sources_);
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : diags_.all()) {
      const Position at = sources_.Locate(diagnostic.span);
      found.push_back(fmt::format("{}:{}:{} {}", at.file, at.line, at.column, diagnostic.info->code));
    }
    return found;
  }

  MemoryFileSystem files_;
  SourceManager sources_;
  Interner names_;
  DiagnosticSink diags_;
};

TEST_F(ProjectFiles, FollowsIncludesInOrder) {
  files_.Put("p/overthink.yml", "includes: [sub/a.yml, b.yml]\nimages: {one: {}}\n");
  files_.Put("p/sub/a.yml", "include: c.yml\nimages: {two: {}}\n");
  files_.Put("p/sub/c.yml", "images: {three: {}}\n");
  files_.Put("p/b.yml", "include: [sub/c.yml]\nimages: {four: {}}\n");
  const ProjectContents contents = Read();
  EXPECT_THAT(Findings(), IsEmpty());
  std::vector<std::string> names;
  for (const ir::Image& image : contents.merged.images) names.emplace_back(image.name.text());
  EXPECT_THAT(names, ElementsAre("one", "two", "three", "four"));
  EXPECT_TRUE(contents.read.contains("p/sub/c.yml"));
}

TEST_F(ProjectFiles, ReadsImageFilesOnce) {
  files_.Put("p/overthink.yml", "includes: [image.yml]\ndefaults: {registry: a, tag: t}\n");
  files_.Put("p/image.yml", "defaults: {registry: b}\nimage: {web: {}}\n");
  const ProjectContents contents = Read();
  EXPECT_THAT(Findings(), IsEmpty());
  EXPECT_EQ(contents.merged.images.size(), 1U);
  EXPECT_EQ(contents.merged.defaults->registry.text(), "b");
  EXPECT_EQ(contents.merged.defaults->tag.text(), "t");
}

TEST_F(ProjectFiles, TakesSeveralDocumentsInOverthinkOnly) {
  files_.Put("p/overthink.yml", "images: {a: {}}\n---\nimages: {b: {}}\n");
  files_.Put("p/image.yml", "images: {c: {}}\n---\nimages: {d: {}}\n");
  EXPECT_EQ(Read().merged.images.size(), 3U);
  EXPECT_THAT(Findings(), ElementsAre("p/image.yml:3:1 multi-document"));
}

TEST_F(ProjectFiles, TakesOneDocumentInAnIncludedFile) {
  files_.Put("p/overthink.yml", "include: [x.yml]\nimages: {a: {}}\n");
  files_.Put("p/x.yml", "images: {b: {}}\n---\nimages: {c: {}}\n");
  EXPECT_EQ(Read().merged.images.size(), 2U);
  EXPECT_THAT(Findings(), ElementsAre("p/x.yml:3:1 multi-document"));
}

TEST_F(ProjectFiles, ReadsTheRegistryOfOutsideValues) {
  files_.Put("p/overthink.yml",
             "include: [deploy.yml]\nprovides: {env: [{name: X, value: old, source: ext}], "
             "mcp: [{name: m, url: 'http://m', source: ext}]}\n");
  files_.Put("p/deploy.yml", "deploy: {a: }\nprovides: {env: [{name: X, value: new, source: ext}]}\n");
  const DeployFile deploy = Read().merged.deploy;
  EXPECT_THAT(Findings(), IsEmpty());
  ASSERT_EQ(deploy.external_env.size(), 1U);
  EXPECT_EQ(deploy.external_env[0].value.text(), "new");
  EXPECT_EQ(deploy.external_mcp.size(), 1U);
}

TEST_F(ProjectFiles, ReportsCycles) {
  files_.Put("p/overthink.yml", "includes: [a.yml]\n");
  files_.Put("p/a.yml", "includes:\n  - overthink.yml\n");
  static_cast<void>(Read());
  EXPECT_THAT(Findings(), ElementsAre("p/a.yml:2:5 include-cycle"));
  EXPECT_EQ(diags_.all().front().message, "a file includes itself: p/overthink.yml -> p/a.yml -> p/overthink.yml");
}

TEST_F(ProjectFiles, ReportsDepthBeyondEight) {
  files_.Put("p/overthink.yml", "includes: [1.yml]\n");
  for (int i = 1; i <= 9; ++i) files_.Put(fmt::format("p/{}.yml", i), fmt::format("includes: [{}.yml]\n", i + 1));
  static_cast<void>(Read());
  EXPECT_THAT(Findings(), ElementsAre("p/8.yml:1:12 include-depth"));
}

TEST_F(ProjectFiles, ReportsMissingIncludes) {
  files_.Put("p/overthink.yml", "includes: [a.yml]\n");
  static_cast<void>(Read());
  EXPECT_THAT(Findings(), ElementsAre("p/overthink.yml:1:12 file-unreadable"));
}

TEST_F(ProjectFiles, LaterBaselinesWinFieldByField) {
  files_.Put("p/overthink.yml", "includes: [a.yml]\ndeploy: {web: {network: n, dns: one}}\n");
  files_.Put("p/a.yml", "deploy: {web: {dns: two}, db: {}}\n");
  const ProjectContents contents = Read();
  EXPECT_THAT(Findings(), IsEmpty());
  ASSERT_EQ(contents.merged.deploy.deployments.size(), 2U);
  EXPECT_EQ(contents.merged.deploy.deployments[0].entry.network.text(), "n");
  EXPECT_EQ(contents.merged.deploy.deployments[0].entry.dns.text(), "two");
}

}  // namespace
}  // namespace ovcc
