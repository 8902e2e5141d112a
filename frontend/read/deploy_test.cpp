#include "frontend/read/deploy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "frontend/read/deploy_fixture.h"

namespace ovcc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

DeployFile Read(ReaderFixture& fixture, std::string_view text) {
  return fixture.ReadYaml(text,
                          [](ReadContext& context, const yaml::Node& root) { return ReadDeployFile(context, root); });
}

ir::Entry ReadOne(ReaderFixture& fixture, std::string_view entry) {
  const DeployFile file = Read(fixture, fmt::format("deploy:\n  web: {}\n", entry));
  return file.deployments.empty() ? ir::Entry() : file.deployments.front().entry;
}

std::vector<std::string> Keys(const DeployFile& file) {
  std::vector<std::string> keys;
  for (const ir::Deployment& deployment : file.deployments) keys.emplace_back(deployment.key.text());
  return keys;
}

// §0: all root spellings, with and without the nesting of E2.
TEST(ReadDeployFileTest, AcceptsEveryRoot) {
  for (const std::string_view root : {"images", "image", "deploy", "deploys", "deployment", "deployments"}) {
    ReaderFixture fixture;
    EXPECT_THAT(Keys(Read(fixture, fmt::format("version: 1\n{}: {{b: , a/x: {{}}}}", root))), ElementsAre("a/x", "b"));
    EXPECT_THAT(Keys(Read(fixture, fmt::format("{}: {{images: {{a: }}}}", root))), ElementsAre("a"));
    EXPECT_THAT(fixture.Findings(), IsEmpty()) << root;
  }
}

// §0: both inner maps are optional.
TEST(ReadDeployFileTest, AcceptsAnInnerRegistryAlone) {
  ReaderFixture fixture;
  const DeployFile file = Read(fixture, "deployments: {provides: {env: [{name: X, value: '1', source: ext}]}}");
  EXPECT_THAT(Keys(file), IsEmpty());
  EXPECT_EQ(file.external_env.size(), 1U);
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  // An image may be called so.
  EXPECT_THAT(Keys(Read(fixture, "deploy: {provides: {env: [A=1]}, a: }")), ElementsAre("a", "provides"));
  EXPECT_THAT(Keys(Read(fixture, "deploy: {provides: {env: [A=1]}}")), ElementsAre("provides"));
  EXPECT_THAT(Keys(Read(fixture, "deploy: {provides: {network: lan}}")), ElementsAre("provides"));
  EXPECT_THAT(Keys(Read(fixture, "deploy: {provides: {env: [A=1], network: lan}}")), ElementsAre("provides"));
  EXPECT_THAT(Keys(Read(fixture, "deploy: {provides: }")), ElementsAre("provides"));
}

// The usual place of anchors.
TEST(ReadDeployFileTest, LeavesRootsWithAnXAlone) {
  ReaderFixture fixture;
  EXPECT_THAT(Keys(Read(fixture, "x-common: &c {network: lan}\nx-list: [1]\ndeploy: {a: *c}")), ElementsAre("a"));
  EXPECT_THAT(fixture.Findings(), IsEmpty());
}

TEST(ReadDeployFileTest, SplitsKeysAtTheFirstSlash) {
  ReaderFixture fixture;
  const DeployFile file = Read(fixture, "deploy: {web/blue: {}}");
  ASSERT_EQ(file.deployments.size(), 1U);
  EXPECT_EQ(file.deployments[0].base_name.text(), "web");
  EXPECT_EQ(file.deployments[0].instance.text(), "blue");
  EXPECT_EQ(fixture.sources.TextOf(file.deployments[0].span), "web/blue");
  EXPECT_EQ(fixture.sources.TextOf(file.deployments[0].record_span), "web/blue: {}");
}

TEST(ReadDeployFileTest, ReportsRootsAndKeys) {
  const std::vector<std::pair<std::string_view, std::vector<std::string>>> cases = {
      {"{deploy: {a: }, images: {b: }}", {"two-roots 'images'"}},
      {"{deply: {a: }}", {"unknown-key 'deply'"}},
      {"{deploy: [a]}", {"wrong-type '[a]'"}},
      {"{deploy: {'a b': {}}}", {"deploy-key-invalid 'a b'"}},
      {"{deploy: {a: {target: podd}}}", {"unknown-target 'podd'"}},
      {"{deploy: {a: {target: vm, whatever: 1}, b: {target: k8s}}}", {}},
      {"{deploy: {a: {securty: {}}}}", {"unknown-key 'securty'"}},
      {"{deploy: {a: text}}", {"wrong-type 'text'"}},
      {"{deploy: {a: {port: [1], ports: [2]}}}", {"two-spellings 'ports'"}},
  };
  for (const auto& [text, findings] : cases) {
    ReaderFixture fixture;
    static_cast<void>(Read(fixture, text));
    EXPECT_EQ(fixture.Findings(), findings) << text;
  }
}

TEST(ReadDeployFileTest, NamesThePartOfAKeyThatIsWrong) {
  ReaderFixture fixture;
  EXPECT_THAT(Keys(Read(fixture, "deploy: {a/: {}, b/-c: {}, d: {}}")), ElementsAre("d"));
  ASSERT_EQ(fixture.diags.all().size(), 2U);
  EXPECT_EQ(fixture.diags.all()[0].message, "the instance `` of this deploy key is not a name");
  EXPECT_EQ(fixture.diags.all()[1].message, "the instance `-c` of this deploy key is not a name");
}

// §16.10: entries of other targets count for nothing.
TEST(ReadDeployFileTest, LeavesOtherTargetsOut) {
  ReaderFixture fixture;
  const DeployFile file = Read(fixture, R"(deploy:
  a: {target: pod}
  b: {target: container}
  c: {target: vm}
  d: {target: android, nonsense: true}
  "vm:x": {target: host}
)");
  EXPECT_THAT(Keys(file), ElementsAre("a", "b"));
  EXPECT_THAT(fixture.Findings(), IsEmpty());
}

TEST(ReadDeployMapTest, RefusesDotsInProjectFiles) {
  ReaderFixture fixture;
  DeployFile file;
  fixture.ReadYaml("{a.b: , c: }", [&](ReadContext& context, const yaml::Node& root) {
    ReadDeployMap(context, root, true, file);
    return 0;
  });
  EXPECT_THAT(fixture.Findings(), ElementsAre("deploy-key-dot 'a.b'"));
  EXPECT_THAT(Keys(file), ElementsAre("a.b", "c"));
}

TEST(ReadDeployFileTest, ReadsExternalRecords) {
  ReaderFixture fixture;
  const DeployFile file = Read(fixture, R"(provides:
  env: [{name: OLLAMA_HOST, value: "http://ov-ollama:11434", source: ollama}]
  mcp: [{name: jupyter, url: "http://ov-jupyter:8888/mcp", transport: sse, source: jupyter}]
)");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  ASSERT_EQ(file.external_env.size(), 1U);
  EXPECT_EQ(file.external_env[0].name.text(), "OLLAMA_HOST");
  EXPECT_EQ(file.external_env[0].value.text(), "http://ov-ollama:11434");
  EXPECT_EQ(file.external_env[0].source.text(), "ollama");
  EXPECT_TRUE(file.external_env[0].external);
  ASSERT_EQ(file.external_mcp.size(), 1U);
  EXPECT_EQ(file.external_mcp[0].url.text(), "http://ov-jupyter:8888/mcp");
  EXPECT_EQ(file.external_mcp[0].transport.text(), "sse");
}

TEST(ReadDeployFileTest, ReportsExternalRecords) {
  ReaderFixture fixture;
  static_cast<void>(Read(fixture, R"(provides:
  env: [{value: x}, {name: A B, value: x}, text, {name: A, vaule: x}]
  mcp: [{url: x}, {name: a}, {name: b, url: x, transport: tcp}]
)"));
  EXPECT_THAT(fixture.Findings(), ElementsAre("env-name-empty '{value: x}'", "env-name-invalid 'A B'",
                                              "wrong-type 'text'", "unknown-key 'vaule'", "mcp-name-empty '{url: x}'",
                                              "mcp-url-empty 'a'", "mcp-transport-invalid 'tcp'"));
}

TEST(ReadEntryTest, ReadsEveryField) {
  ReaderFixture fixture;
  const ir::Entry entry = ReadOne(fixture, R"(
    image: jupyter
    status: working
    info: fine
    tunnel: tailscale
    dns: a.example.org
    volume: [{name: data, type: bind, host: ~/data, path: /data, data_seeded: true}, {name: enc, type: encrypt}]
    port: [auto, "8080:80"]
    resolved_port: ["20001:80"]
    env: {A: 1}
    env_file: ~/web.env
    security: {memory_max: 1g}
    network: lan
    secret: [{name: KEY, source: "env:KEY"}]
    sidecar: {z: , a: {env: {X: "1"}}}
    replicas: 3
    user: 7)");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  EXPECT_EQ(entry.image.text(), "jupyter");
  EXPECT_EQ(entry.status, ir::Status::Working);
  EXPECT_EQ(entry.info.text(), "fine");
  EXPECT_TRUE(entry.tunnel);
  EXPECT_EQ(entry.dns.text(), "a.example.org");
  ASSERT_EQ(entry.volumes.size(), 2U);
  EXPECT_EQ(entry.volumes[0].type, ir::VolumeType::Bind);
  EXPECT_EQ(entry.volumes[0].host.text(), "~/data");
  EXPECT_EQ(entry.volumes[0].path.text(), "/data");
  EXPECT_EQ(entry.volumes[1].type, ir::VolumeType::Encrypted);
  ASSERT_EQ(entry.ports->size(), 2U);
  EXPECT_TRUE(entry.ports->at(0).automatic);
  EXPECT_EQ(entry.resolved_ports->at(0).host, 20001);
  EXPECT_EQ(entry.env->at(0).name.text(), "A");
  EXPECT_EQ(entry.env_file.text(), "~/web.env");
  EXPECT_EQ(entry.security->memory_max.text(), "1g");
  EXPECT_EQ(entry.network.text(), "lan");
  EXPECT_EQ(entry.secrets->at(0).source.text(), "env:KEY");
  ASSERT_EQ(entry.sidecars.size(), 2U);
  EXPECT_EQ(entry.sidecars[0].name.text(), "a");
  EXPECT_EQ(entry.sidecars[1].name.text(), "z");
  ASSERT_TRUE(entry.contract);
  EXPECT_EQ(entry.contract->user.text(), "7");
  EXPECT_THAT(entry.contract->fields, IsEmpty());
}

// §3.1: an explicit empty list is set, a null is not.
TEST(ReadEntryTest, TellsEmptyFromNull) {
  ReaderFixture fixture;
  const ir::Entry empty = ReadOne(fixture, "{ports: [], env: [], secrets: []}");
  EXPECT_TRUE(empty.ports && empty.env && empty.secrets);
  const ir::Entry null = ReadOne(fixture, "{ports: , env: , secrets: , security: , sidecars: , tunnel: }");
  EXPECT_FALSE(null.ports || null.env || null.secrets || null.security || null.tunnel);
  EXPECT_THAT(fixture.Findings(), IsEmpty());
}

TEST(ReadEntryTest, CarriesContractFields) {
  ReaderFixture fixture;
  const ir::Entry entry = ReadOne(fixture, R"(
    image: docker.io/library/redis:7
    uid: 999
    command: redis-server
    env_provides: {REDIS_URL: "redis://{{.ContainerName}}:6379"})");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  ASSERT_TRUE(entry.contract);
  EXPECT_EQ(entry.contract->uid, 999U);
  EXPECT_EQ(entry.contract->command->size(), 1U);
  EXPECT_EQ(entry.contract->contract.env_provides.size(), 1U);
  ASSERT_EQ(entry.contract->fields.size(), 3U);
  EXPECT_EQ(entry.contract->fields[0].text(), "uid");
  EXPECT_EQ(entry.contract->fields[2].text(), "env_provides");
}

TEST(ReadEntryTest, ReportsWhatOneEntryCanHaveWrong) {
  const std::vector<std::pair<std::string_view, std::vector<std::string>>> cases = {
      {"{volumes: [{name: a, type: encryted}]}", {"volume-type-unknown 'encryted'"}},
      {"{volumes: [{name: a}, {name: b}, {name: a}]}", {"volume-duplicate 'a'"}},
      {"{volumes: [{name: A_b}]}", {"volume-name-invalid 'A_b'"}},
      {"{volumes: [{type: bind}]}", {"volume-name-invalid '{type: bind}'"}},
      {"{volumes: [a]}", {"wrong-type 'a'"}},
      {"{volumes: [{name: a, hots: /x}]}", {"unknown-key 'hots'"}},
      {"{secrets: [{name: ''}]}", {"secret-name-invalid ''''"}},
      {"{secrets: [{name: a, source: vault}]}", {"secret-source-invalid 'vault'"}},
      {"{secrets: [{name: a, source: 'file:x'}]}", {"secret-source-invalid ''file:x''"}},
      {"{secrets: [{name: a, source: keyring}, {name: b, source: 'file:/x'}, {name: c}]}", {}},
      {"{secrets: [{name: a, target: '/a,b'}]}", {"secret-target-invalid ''/a,b''"}},
      {"{network: \"a\\nb\"}", {"control-char '\\n'"}},
      {"{sidecars: {'a b': }}", {"sidecar-name-invalid ''a b''"}},
      {"{status: fine}", {"status-unknown 'fine'"}},
  };
  for (const auto& [text, findings] : cases) {
    ReaderFixture fixture;
    static_cast<void>(ReadOne(fixture, text));
    EXPECT_EQ(fixture.Findings(), findings) << text;
  }
}

TEST(ReadEntryTest, SuggestsVolumeType) {
  ReaderFixture fixture;
  static_cast<void>(ReadOne(fixture, "{volumes: [{name: a, type: encryted}]}"));
  EXPECT_THAT(fixture.diags.all().front().help, testing::HasSubstr("`encrypted`"));
}

// §1.6: the machine's file over the project's, field by field, whole values.
TEST(OverlayDeployFilesTest, ReplacesFields) {
  ReaderFixture fixture;
  const DeployFile file = OverlayDeployFiles(
      Read(fixture,
           "deploy: {a: {network: lan, env: [A=1], ports: ['1:1']}, b: {info: kept}}\n"
           "provides: {env: [{name: X, value: old, source: s}]}"),
      Read(fixture, "deploy: {a: {env: [B=2], ports: []}, c: }\nprovides: {env: [{name: X, value: new, source: s}]}"));
  EXPECT_THAT(Keys(file), ElementsAre("a", "b", "c"));
  const ir::Entry& a = file.deployments[0].entry;
  EXPECT_EQ(a.network.text(), "lan");
  ASSERT_EQ(a.env->size(), 1U);
  EXPECT_EQ(a.env->at(0).name.text(), "B");
  EXPECT_TRUE(a.ports->empty());
  EXPECT_EQ(file.deployments[1].entry.info.text(), "kept");
  ASSERT_EQ(file.external_env.size(), 1U);
  EXPECT_EQ(file.external_env[0].value.text(), "new");
}

// A description is one value: nothing of the earlier one stays. The two older fields are values of their own.
TEST(OverlayDeployFilesTest, ReplacesDescriptionsAsAWhole) {
  struct StatusCase {
    std::string_view earlier, later;
    ir::Status status;
    std::string_view info;
  };
  const std::vector<StatusCase> cases = {
      {"description: {feature: f, narrative: n, tag: [broken]}", "description: {tag: [working]}", ir::Status::Working,
       ""},
      {"description: {tag: [broken]}", "description: f", ir::Status::Unset, "f"},
      {"description: {feature: f, tag: [broken]}", "network: lan", ir::Status::Broken, "f"},
      {"description: {feature: f, tag: [broken]}", "description: ", ir::Status::Broken, "f"},
      {"description: {feature: f, tag: [broken]}", "description: {}", ir::Status::Unset, ""},
      {"description: {feature: f}", "info: i", ir::Status::Unset, "f"},
      {"info: i, status: working", "description: {tag: [broken]}", ir::Status::Broken, "i"},
      {"info: i, description: f", "description: {tag: [broken]}", ir::Status::Broken, "i"},
      {"info: i, status: working", "info: j", ir::Status::Working, "j"},
  };
  for (const StatusCase& test : cases) {
    ReaderFixture fixture;
    DeployFile file;
    for (const std::string_view entry : {test.earlier, std::string_view("dns: x"), test.later}) {
      file = OverlayDeployFiles(std::move(file), Read(fixture, fmt::format("deploy: {{a: {{{}}}}}", entry)));
    }
    EXPECT_EQ(file.deployments[0].entry.status, test.status) << test.earlier << " + " << test.later;
    EXPECT_EQ(file.deployments[0].entry.info.text(), test.info) << test.earlier << " + " << test.later;
    EXPECT_THAT(fixture.Findings(), IsEmpty());
  }
}

TEST(OverlayDeployFilesTest, OverlaysTargets) {
  ReaderFixture fixture;
  const DeployFile file = OverlayDeployFiles(Read(fixture, "deploy: {a: , b: {target: vm}, c: {target: vm}}"),
                                             Read(fixture, "deploy: {a: {target: host}, b: , c: {target: pod}}"));
  EXPECT_THAT(Keys(file), ElementsAre("c"));
}

// The word of the last file that says one counts, however many files there are.
TEST(OverlayDeployFilesTest, KeepsTargetsThroughSeveralFiles) {
  const std::vector<std::pair<std::vector<std::string_view>, std::vector<std::string>>> cases = {
      {{"deploy: {a: {target: vm}}", "deploy: {zz: {target: host}}", "deploy: {a: {ports: ['80:80']}}"}, {}},
      {{"deploy: {a: {target: vm}}", "deploy: {zz: }", "deploy: {a: }"}, {"zz"}},
      {{"deploy: {a: {target: vm}}", "deploy: {a: {target: pod}}", "deploy: {a: {network: q}}"}, {"a"}},
      {{"deploy: {a: {target: pod}}", "deploy: {a: {target: vm}}", "deploy: {a: }"}, {}},
      {{"deploy: {a: {target: vm}}", "deploy: {a: {target: pod}, b: }", "deploy: {a: {target: vm}}"}, {"b"}},
  };
  for (const auto& [texts, keys] : cases) {
    ReaderFixture fixture;
    DeployFile file;
    for (const std::string_view text : texts) file = OverlayDeployFiles(std::move(file), Read(fixture, text));
    EXPECT_EQ(Keys(file), keys) << texts.back();
    if (keys == std::vector<std::string>{"a"}) {
      EXPECT_EQ(file.deployments[0].entry.network.text(), "q");
    }
  }
}

TEST(OverlayDeployFilesTest, MergesContractFields) {
  ReaderFixture fixture;
  const DeployFile file =
      OverlayDeployFiles(Read(fixture, "deploy: {a: {uid: 1, home: /a}}"), Read(fixture, "deploy: {a: {uid: 2}}"));
  ASSERT_EQ(file.deployments[0].entry.contract->fields.size(), 2U);
  ASSERT_TRUE(file.deployments[0].entry.contract);
  EXPECT_EQ(file.deployments[0].entry.contract->uid, 2U);
  EXPECT_EQ(file.deployments[0].entry.contract->home.text(), "/a");
}

}  // namespace
}  // namespace ovcc
