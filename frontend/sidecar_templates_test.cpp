// Where sidecar templates come from, and who wins (§1.7).
#include "frontend/sidecar_templates.h"

#include "frontend/read/reader_fixture.h"
#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SidecarTemplates : public ::testing::Test {
 protected:
  SidecarTemplates() {
    request_.project = "p";
    request_.working_directory = "/w";
    request_.host.home = names_.Intern("/home/user");
    files_.Put("p/image.yml", "images: {web: {}}\n");
  }

  /// `name: image (file)` of each template but those that are as ovcc brings them.
  std::vector<std::string> Own() {
    std::vector<std::string> own;
    for (const ir::SidecarSpec& spec : LoadSidecarTemplates(request_, files_, sources_, names_, diags_)) {
      if (spec.builtin) continue;
      own.push_back(fmt::format("{}: {} ({})", spec.name.text(), spec.image.text(), sources_.Locate(spec.span).file));
    }
    return own;
  }

  std::vector<std::string> Findings() {
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
  ProjectRequest request_;
};

const std::string kUserFile = "/home/user/.config/ov/sidecar.yml";

TEST_F(SidecarTemplates, AreThoseOfOvccAlone) {
  const auto templates = LoadSidecarTemplates(request_, files_, sources_, names_, diags_);
  EXPECT_TRUE(std::ranges::all_of(templates, &ir::SidecarSpec::builtin));
  EXPECT_FALSE(templates.empty());
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(SidecarTemplates, OfTheUserReplaceBuiltInOnesAsAWhole) {
  files_.Put(kUserFile, "sidecars: {tailscale: {image: i/own}}\n");
  EXPECT_THAT(Own(), ElementsAre("tailscale: i/own (" + kUserFile + ")"));
  for (const ir::SidecarSpec& spec : LoadSidecarTemplates(request_, files_, sources_, names_, diags_)) {
    if (spec.name.text() != "tailscale") continue;
    EXPECT_TRUE(spec.env.empty() && !spec.secrets);
  }
}

TEST_F(SidecarTemplates, OfTheProjectWin) {
  files_.Put(kUserFile, "sidecars: {tailscale: {image: i/user}, a: {image: i/user}, b: {image: i/user}}\n");
  files_.Put("p/sidecar.yml", "sidecars: {tailscale: {image: i/project}, b: {image: i/project}}\n");
  files_.Put("p/overthink.yml", "sidecars: {c: {image: i/root}}\n");
  EXPECT_THAT(Own(), ElementsAre("a: i/user (" + kUserFile + ")", "b: i/project (p/sidecar.yml)",
                                 "c: i/root (p/overthink.yml)", "tailscale: i/project (p/sidecar.yml)"));
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(SidecarTemplates, TwoOfOneNameInTheProjectAreReported) {
  files_.Put("p/overthink.yml", "sidecars: {a: {image: i/root}}\n");
  files_.Put("p/sidecar.yml", "sidecars: {a: {image: i/project}}\n");
  EXPECT_THAT(Own(), ElementsAre("a: i/root (p/overthink.yml)"));
  EXPECT_THAT(Findings(), ElementsAre("p/sidecar.yml:1:12 duplicate-definition"));
}

TEST_F(SidecarTemplates, ABrokenFileOfTheUserIsReported) {
  files_.Put(kUserFile, "sidecars: {a: {imag: i}}\n");
  static_cast<void>(Own());
  EXPECT_THAT(Findings(), ElementsAre(kUserFile + ":1:16 unknown-key"));
}

TEST_F(SidecarTemplates, AFileOfTheUserThatCannotBeReadIsReported) {
  files_.Put(kUserFile, "");
  files_.FailAt(kUserFile, "Permission denied");
  static_cast<void>(Own());
  EXPECT_THAT(Findings(), ElementsAre(":0:0 file-unreadable"));
}

TEST_F(SidecarTemplates, AProjectInTheFolderOfTheUserHasOneFile) {
  request_.project = ".";
  request_.working_directory = "/home/user/.config/ov";
  files_.Put("sidecar.yml", "sidecars: {a: {imag: i}}\n");
  files_.Put(kUserFile, "sidecars: {a: {imag: i}}\n");
  EXPECT_THAT(Own(), ElementsAre("a:  (sidecar.yml)"));
  EXPECT_THAT(Findings(), ElementsAre("sidecar.yml:1:16 unknown-key"));
}

TEST_F(SidecarTemplates, AFolderThatIsNoProjectHasNone) {
  files_.PutDirectory("elsewhere");
  request_.project = "elsewhere";
  files_.Put(kUserFile, "sidecars: {a: {image: i}}\n");
  EXPECT_THAT(Own(), ElementsAre("a: i (" + kUserFile + ")"));
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(SidecarTemplates, AFileThatIsIncludedIsReadOnce) {
  files_.Put("p/overthink.yml", "includes: [sidecar.yml]\n");
  files_.Put("p/sidecar.yml", "sidecars: {a: {image: i}}\n");
  EXPECT_THAT(Own(), ElementsAre("a: i (p/sidecar.yml)"));
  EXPECT_THAT(Findings(), IsEmpty());
}

}  // namespace
}  // namespace ovcc
