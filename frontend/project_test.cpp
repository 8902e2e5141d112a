// A whole project becomes a module of contract level (§1).
#include "frontend/project.h"

#include "frontend/read/reader_fixture.h"
#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Project : public ::testing::Test {
 protected:
  Project() {
    request_.project = "p";
    request_.working_directory = "/w";
    request_.host.home = names_.Intern("/home/user");
    request_.variable = [](const std::string&) { return std::nullopt; };
  }

  ir::Module Load() {
    std::vector<std::string> routed;
    return LoadProject(request_, files_, sources_, names_, diags_, routed);
  }

  std::vector<std::string> Findings() {
    diags_.Sort(sources_);
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : diags_.all()) {
      const Position at = sources_.Locate(diagnostic.span);
      found.push_back(fmt::format("{}:{}:{} {}", at.file, at.line, at.column, diagnostic.info->code));
    }
    return found;
  }

  template <class T>
  static std::vector<std::string> Names(const std::vector<T>& records) {
    std::vector<std::string> names;
    for (const T& record : records) names.emplace_back(record.name.text());
    return names;
  }

  MemoryFileSystem files_;
  SourceManager sources_;
  Interner names_;
  DiagnosticSink diags_;
  ProjectRequest request_;
};

TEST_F(Project, BecomesAModule) {
  files_.Put("p/image.yml", "defaults: {tag: t}\nimages:\n  web: {layers: [b, a]}\n  db: {layers: [a]}\n");
  files_.Put("p/layers/b/layer.yml", "layer: {ports: [80]}\n");
  files_.Put("p/layers/a/layer.yml", "");
  files_.Put("p/deploy.yml", "deploy:\n  web: {network: n}\n  db:\n");
  files_.Put("p/sidecar.yml", "sidecars: {vpn: {image: quay.io/x/vpn}}\n");
  const ir::Module module = Load();
  EXPECT_THAT(Findings(), IsEmpty());
  EXPECT_THAT(Names(module.images), ElementsAre("db", "web"));
  EXPECT_THAT(Names(module.layers), ElementsAre("a", "b"));
  EXPECT_TRUE(module.FindTemplate(names_.Intern("tailscale"))->builtin);
  EXPECT_FALSE(module.FindTemplate(names_.Intern("vpn"))->builtin);
  EXPECT_EQ(module.defaults.tag.text(), "t");
  ASSERT_EQ(module.deployments.size(), 2U);
  EXPECT_EQ(module.deployments[0].key.text(), "db");
  EXPECT_EQ(module.deployments[1].image.text(), "web");
  EXPECT_EQ(module.deployments[1].entry.network.text(), "n");
}

TEST_F(Project, DoesNotDependOnJobs) {
  files_.Put("p/image.yml", "images: {web: {layers: [a0]}}\n");
  for (int i = 0; i < 40; ++i) files_.Put(fmt::format("p/layers/a{}/layer.yml", i), "layer: {status: odd}\n");
  static_cast<void>(Load());
  const std::vector<std::string> once = Findings();
  EXPECT_EQ(once.size(), 40U);
  diags_ = {};
  sources_ = {};
  request_.jobs = 8;
  static_cast<void>(Load());
  EXPECT_EQ(Findings(), once);
}

TEST_F(Project, NothingIsDeployedWithoutDeployYml) {
  files_.Put("p/image.yml", "images: {web: {}}\n");
  EXPECT_THAT(Load().deployments, IsEmpty());
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(Project, ReportsAnUnreadableDeployYml) {
  files_.Put("p/image.yml", "images: {web: {}}\n");
  files_.Put("p/deploy.yml", "");
  files_.FailAt("p/deploy.yml", "Permission denied");
  static_cast<void>(Load());
  EXPECT_THAT(Findings(), ElementsAre(":0:0 deploy-unreadable"));
}

TEST_F(Project, ReportsADeployYmlThatCannotBeParsed) {
  files_.Put("p/image.yml", "images: {web: {}}\n");
  files_.Put("p/deploy.yml", "deploy: {web: {}, web: {}}\n");
  static_cast<void>(Load());
  EXPECT_THAT(Findings(), ElementsAre("p/deploy.yml:1:19 yaml-duplicate-key"));
}

TEST_F(Project, ReportsTwoDefinitionsOfOneName) {
  files_.Put("p/image.yml", "images: {web: {}}\n");
  files_.Put("p/images.yml", "images: {web: {}}\n");
  static_cast<void>(Load());
  EXPECT_THAT(Findings(), ElementsAre("p/images.yml:1:10 duplicate-definition"));
  EXPECT_EQ(diags_.all().front().labels.size(), 1U);
}

TEST_F(Project, AnUnparsableLayerStillExists) {
  files_.Put("p/image.yml", "images: {web: {layers: [a]}}\n");
  files_.Put("p/layers/a/layer.yml", "layer: {a: [}\n");
  EXPECT_THAT(Names(Load().layers), ElementsAre("a"));
  ASSERT_EQ(diags_.all().size(), 1U);
  EXPECT_EQ(diags_.all().front().info->code, "yaml-syntax");
}

TEST_F(Project, TheMachineFileOverlaysTheBaseline) {
  files_.Put("p/overthink.yml", "images: {web: {}}\ndeploy: {web: {network: n, dns: one}}\n");
  files_.Put("p/deploy.yml", "deploy: {web: {dns: two}}\n");
  const ir::Module module = Load();
  EXPECT_THAT(Findings(), IsEmpty());
  EXPECT_EQ(module.deployments.at(0).entry.network.text(), "n");
  EXPECT_EQ(module.deployments.at(0).entry.dns.text(), "two");
}

TEST_F(Project, KnowsWhereDeployYmlIs) {
  EXPECT_EQ(DeployPath(request_, files_), "/home/user/.config/ov/deploy.yml");
  files_.Put("p/deploy.yml", "");
  EXPECT_EQ(DeployPath(request_, files_), "p/deploy.yml");
  request_.deploy = "other.yml";
  EXPECT_EQ(DeployPath(request_, files_), "other.yml");
}

}  // namespace
}  // namespace ovcc
