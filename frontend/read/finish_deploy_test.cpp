#include "frontend/read/finish_deploy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "frontend/read/module_fixture.h"

namespace ovcc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> ImageNames(const ModuleFixture& fixture) {
  std::vector<std::string> texts;
  for (const ir::Image& image : fixture.module.images) texts.emplace_back(image.name.text());
  return texts;
}

TEST(FinishDeploymentsTest, SortsByKey) {
  ModuleFixture fixture;
  fixture.AddImage("a");
  fixture.AddImage("b");
  fixture.Finish("deploy: {b: , a/x: , a: }");
  ASSERT_EQ(fixture.module.deployments.size(), 3U);
  EXPECT_EQ(fixture.module.deployments[0].key.text(), "a");
  EXPECT_EQ(fixture.module.deployments[1].key.text(), "a/x");
  EXPECT_EQ(fixture.module.deployments[1].image.text(), "a");
  EXPECT_EQ(fixture.module.deployments[2].key.text(), "b");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
}

// §16.1: what `image:` may say.
TEST(ChooseImagesTest, SelectsProjectImages) {
  ModuleFixture fixture;
  fixture.AddImage("jupyter");
  fixture.Finish(R"(deploy:
  jupyter:
  lab1: {image: jupyter}
  lab2: {image: "quay.io/other/jupyter:2026.4"}
  lab3: {image: "quay.io:5000/jupyter@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
)");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  for (const ir::Deployment& deployment : fixture.module.deployments) EXPECT_EQ(deployment.image.text(), "jupyter");
  EXPECT_THAT(ImageNames(fixture), ElementsAre("jupyter"));
}

TEST(ChooseImagesTest, ReportsImages) {
  const std::vector<std::pair<std::string_view, std::vector<std::string>>> cases = {
      {"{wbe: }", {"unknown-image 'wbe'"}},
      {"{a: {image: wbe}}", {"unknown-image 'wbe'"}},
      {"{off: }", {"image-disabled 'off'"}},
      {"{data: }", {"image-not-deployable 'data'"}},
      {"{Web_: }", {"image-name-invalid 'Web_'"}},
      {"{a: {image: 'quay.io/Web_'}}", {"image-ref-invalid ''quay.io/Web_''"}},
      {"{a: {image: 'quay.io/a b'}}", {"image-ref-invalid ''quay.io/a b''"}},
      {"{web: {home: /x}}", {"entry-contract 'home'"}},
      {"{web: {command: [a], dns: d, home: /x}}", {"entry-contract 'command'", "entry-contract 'home'"}},
      {"{web: {env_requires: [{name: A, description: b}]}}", {"entry-contract 'env_requires'"}},
      {"{web: {secrets: [{name: a, env: A}]}}", {"entry-contract 'A'"}},
      {"{web: {user: me}}", {}},
  };
  for (const auto& [text, findings] : cases) {
    ModuleFixture fixture;
    fixture.AddImage("web");
    fixture.AddImage("Web_");
    fixture.AddImage("off").enabled = false;
    fixture.AddImage("data").data_only = true;
    fixture.Finish(fmt::format("deploy: {}", text));
    EXPECT_EQ(fixture.Findings(), findings) << text;
  }
}

TEST(ChooseImagesTest, SuggestsImages) {
  ModuleFixture fixture;
  fixture.AddImage("ollama");
  fixture.Finish("deploy: {olama: }");
  EXPECT_THAT(fixture.diags.all().front().help, testing::HasSubstr("`ollama`"));
  EXPECT_TRUE(fixture.deployment("olama").image.empty());
}

// §17.1: an entry that names no image of the project brings its own.
TEST(ChooseImagesTest, MakesForeignImages) {
  ModuleFixture fixture;
  fixture.AddImage("zed");
  fixture.Finish(R"(deploy:
  cache:
    image: docker.io/library/redis:7
    uid: 999
    home: /data
    command: [redis-server, --save, ""]
    volumes: [{name: data, path: /data, type: bind}, {name: extra}]
    secrets: [{name: pass, env: REDIS_PASS, source: keyring}, {name: other}]
    env_provides: {REDIS_URL: "redis://{{.ContainerName}}:6379"}
)");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  EXPECT_THAT(ImageNames(fixture), ElementsAre("cache", "zed"));
  const ir::Deployment& cache = fixture.deployment("cache");
  EXPECT_EQ(cache.image.text(), "cache");
  EXPECT_FALSE(cache.entry.contract);
  const ir::Image& image = fixture.module.images[0];
  EXPECT_TRUE(image.foreign && image.from_entry);
  EXPECT_EQ(image.reference.text(), "docker.io/library/redis:7");
  EXPECT_EQ(image.uid, 999U);
  EXPECT_EQ(image.home.text(), "/data");
  EXPECT_EQ(image.command->size(), 3U);
  ASSERT_EQ(image.contract.volumes.size(), 1U);
  EXPECT_EQ(image.contract.volumes[0].path.text(), "/data");
  ASSERT_EQ(image.contract.secrets.size(), 1U);
  EXPECT_EQ(image.contract.secrets[0].env.text(), "REDIS_PASS");
  EXPECT_EQ(image.contract.env_provides.size(), 1U);
  EXPECT_THAT(Records(cache.entry.volumes), ElementsAre("data:b::/data", "extra:n::"));
  ASSERT_EQ(cache.entry.secrets->size(), 2U);
  EXPECT_EQ(cache.entry.secrets->at(0).source.text(), "keyring");
  EXPECT_TRUE(cache.entry.secrets->at(0).env.empty());
}

// §17.2: the entry's own fields win per name over the record's.
TEST(ChooseImagesTest, AddsToForeignRecords) {
  ModuleFixture fixture;
  ir::Image& redis = fixture.AddForeignImage("redis", "docker.io/library/redis:7");
  redis.uid = 1;
  redis.home.value = fixture.names.Intern("/r");
  redis.contract.env_provides.push_back({fixture.names.Intern("A"), {fixture.names.Intern("old"), {}}, {}, {}});
  redis.contract.env_provides.push_back({fixture.names.Intern("B"), {fixture.names.Intern("kept"), {}}, {}, {}});
  redis.contract.env_requires.emplace_back().name = fixture.names.Intern("X");
  fixture.Finish(
      "deploy: {redis: {uid: 2, env_provides: {A: new}, env_accepts: [{name: X, description: x}]}, "
      "plain: {image: redis}}");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  EXPECT_THAT(ImageNames(fixture), ElementsAre("redis", "redis@entry"));
  EXPECT_EQ(fixture.deployment("plain").image.text(), "redis");
  EXPECT_EQ(fixture.deployment("redis").image.text(), "redis@entry");
  EXPECT_EQ(fixture.module.images[0].uid, 1U);
  const ir::Image& own = fixture.module.images[1];
  EXPECT_EQ(own.uid, 2U);
  EXPECT_EQ(own.home.text(), "/r");
  ASSERT_EQ(own.contract.env_provides.size(), 2U);
  EXPECT_EQ(own.contract.env_provides[0].value.text(), "kept");
  EXPECT_EQ(own.contract.env_provides[1].value.text(), "new");
  EXPECT_TRUE(own.contract.env_requires.empty());
  EXPECT_EQ(own.contract.env_accepts.size(), 1U);
}

// §4.1, W37: records of compiled sources are made anew.
TEST(FinishDeploymentsTest, FiltersExternalRecords) {
  ModuleFixture fixture;
  fixture.AddImage("a");
  fixture.Finish(R"(deploy: {a: }
provides:
  env: [{name: X, value: 1, source: a}, {name: Y, value: 2, source: b}]
  mcp: [{name: m, url: u, source: a}]
)");
  ASSERT_EQ(fixture.module.external_env.size(), 1U);
  EXPECT_EQ(fixture.module.external_env[0].name.text(), "Y");
  EXPECT_TRUE(fixture.module.external_mcp.empty());
  EXPECT_THAT(fixture.Findings(), ElementsAre("provides-source-unknown 'Y'"));
}

// §6.3, W17: the variable is merged over the entry by name.
TEST(FinishDeploymentsTest, MergesVolumeVariables) {
  ModuleFixture fixture;
  fixture.AddImage("my-app");
  fixture.variables["OV_VOLUMES_MY_APP"] = "data:bind:/srv/data, enc:encrypted,data:volume";
  fixture.Finish("deploy: {my-app: {volumes: [{name: data, host: /old, path: /data}, {name: kept}]}, my-app/b: }");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  EXPECT_THAT(Records(fixture.deployment("my-app").entry.volumes),
              ElementsAre("data:b:/srv/data:/data", "kept:n::", "enc:e::"));
  EXPECT_THAT(Records(fixture.deployment("my-app/b").entry.volumes), ElementsAre("data:b:/srv/data:", "enc:e::"));
}

TEST(FinishDeploymentsTest, ReportsVolumeVariableAtItsPart) {
  ModuleFixture fixture;
  fixture.AddImage("a");
  fixture.variables["OV_VOLUMES_A"] = "ok:bind,B_ad:bind";
  fixture.Finish("deploy: {a: , a/x: }");
  EXPECT_THAT(fixture.Findings(), ElementsAre("volume-name-invalid 'B_ad'"));
  EXPECT_EQ(fixture.sources.Locate(fixture.diags.all()[0].span).file, "<environment>");
}

// One key from two project files: the first stays.
TEST(FinishDeploymentsTest, ReportsRepeatedKeys) {
  ModuleFixture fixture;
  fixture.AddImage("a");
  for (const std::string_view text : {"{a: {network: one}}", "{a: {network: two}}"}) {
    DeployFile file;
    fixture.ReadYaml(text, [&](ReadContext& context, const yaml::Node& root) {
      ReadDeployMap(context, root, true, file);
      return 0;
    });
    fixture.module.deployments.insert(fixture.module.deployments.begin(), file.deployments.front());
  }
  FinishDeployments(fixture.request, fixture.files, fixture.sources, fixture.names, {}, fixture.module, fixture.diags,
                    fixture.routed);
  ASSERT_EQ(fixture.module.deployments.size(), 1U);
  EXPECT_EQ(fixture.module.deployments[0].entry.network.text(), "one");
  EXPECT_THAT(fixture.Findings(), ElementsAre("duplicate-definition 'a'"));
}

// §4.6: which file an entry names.
TEST(FinishDeploymentsTest, ReadsEnvFiles) {
  ModuleFixture fixture;
  fixture.AddImage("a");
  fixture.files.Put("/home/user/a.env", "A=1\n");
  fixture.files.Put("/work dir/sub/b.env", "B=1\n");
  fixture.Finish("deploy: {a: {env_file: ~/a.env}, a/b: {env_file: ./sub//b.env}, a/c: {env_file: /none}}");
  ASSERT_TRUE(fixture.deployment("a").env_file);
  EXPECT_EQ(fixture.deployment("a").env_file->path.text(), "/home/user/a.env");
  EXPECT_EQ(fixture.deployment("a").env_file->entries[0].origin, ir::Origin::EnvFile);
  ASSERT_TRUE(fixture.deployment("a/b").env_file);
  EXPECT_EQ(fixture.deployment("a/b").env_file->path.text(), "/work dir/sub/b.env");
  EXPECT_FALSE(fixture.deployment("a/c").env_file);
  EXPECT_THAT(fixture.Findings(), ElementsAre("env-file-missing '/none'"));
}

TEST(FinishDeploymentsTest, ReadsWorkspaceFiles) {
  ModuleFixture fixture;
  fixture.AddImage("a");
  fixture.files.Put("/home/user/ws/.env", "A=1\n");
  fixture.files.Put("/volumes/a/workspace/.env", "B=1\n");
  fixture.files.Put("/locked/plain/.env", "C=1\n");
  fixture.Finish(R"(deploy:
  a: {volumes: [{name: workspace, type: bind}]}
  a/named: {volumes: [{name: workspace}]}
  a/none: {volumes: [{name: workspace, type: bind, host: /none}]}
  a/given: {volumes: [{name: workspace, type: bind, host: ~/ws}]}
  a/locked: {volumes: [{name: workspace, type: encrypted, host: /locked}]}
)");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  ASSERT_TRUE(fixture.deployment("a").workspace_env);
  EXPECT_EQ(fixture.deployment("a").workspace_env->path.text(), "/volumes/a/workspace/.env");
  EXPECT_FALSE(fixture.deployment("a/named").workspace_env);
  ASSERT_TRUE(fixture.deployment("a/locked").workspace_env);
  EXPECT_EQ(fixture.deployment("a/locked").workspace_env->path.text(), "/locked/plain/.env");
  EXPECT_FALSE(fixture.deployment("a/none").workspace_env);
  ASSERT_TRUE(fixture.deployment("a/given").workspace_env);
  EXPECT_EQ(fixture.deployment("a/given").workspace_env->entries[0].origin, ir::Origin::Workspace);
}

// §10.4: the file of a secret is looked at, never read, and only for opinions.
TEST(FinishDeploymentsTest, LooksAtSecretFiles) {
  for (const bool opinions : {false, true}) {
    ModuleFixture fixture;
    fixture.diags = DiagnosticSink(opinions);
    fixture.AddImage("web");
    fixture.files.LetAllRead("/srv/open");
    fixture.Finish(
        "images: {web: {secrets: [{name: a, source: 'file:/srv/open'}, {name: b, source: 'file:/srv/closed'}, "
        "{name: c, source: keyring}]}}");
    const auto& secrets = *fixture.deployment("web").entry.secrets;
    EXPECT_EQ(secrets.at(0).source_readable_by_all, opinions);
    EXPECT_FALSE(secrets.at(1).source_readable_by_all);
    EXPECT_FALSE(secrets.at(2).source_readable_by_all);
    EXPECT_TRUE(fixture.files.reads().empty());
  }
}

}  // namespace
}  // namespace ovcc
