// layer.yml (§1.4): wrapper, fields, and the facts of §2.1 and §2.5 that compose-layers and the entrypoint need.
#include "frontend/read/layer.h"

#include "frontend/read/reader_fixture.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ir::Layer Read(ParsedText& parsed, std::vector<std::string> neighbours = {}) {
  const LayerInput input{.name = parsed.Name("web"), .neighbours = neighbours, .file_span = parsed.whole_file()};
  return ReadLayer(parsed.parsed(), input, parsed.sources(), parsed.names(), parsed.diags());
}

TEST(ReadLayer, EmptyFilesAreEmptyLayers) {
  for (const std::string text : {"", "# nothing here yet\n", "layer:\n", "---\n# nothing\n"}) {
    ParsedText parsed(text);
    const ir::Layer layer = Read(parsed);
    EXPECT_EQ(layer.name.text(), "web");
    EXPECT_FALSE(layer.has_content) << text;
    EXPECT_FALSE(layer.file_span.empty());
    EXPECT_THAT(parsed.findings(), IsEmpty()) << text;
  }
}

TEST(ReadLayer, ReadsFieldsInAndOutOfAWrapper) {
  for (const std::string wrapper : {"layer: ", "candy: ", ""}) {
    ParsedText parsed(wrapper +
                      "{name: x, version: 1.2.3, depends: [a, '@host/org/repo/b:v1'], layer: [c], engine: docker, "
                      "port: [80, 'tcp:22', '443'], port_relay: [22], status: broken, info: why, "
                      "security: {cap_add: [X]}, env_accepts: [{name: A, description: a}]}\n");
    const ir::Layer layer = Read(parsed);
    EXPECT_THAT(parsed.findings(), IsEmpty()) << wrapper;
    ASSERT_EQ(layer.requires_layers.size(), 2U);
    EXPECT_EQ(layer.requires_layers[1].text(), "@host/org/repo/b");
    EXPECT_EQ(parsed.TextOf(layer.requires_layers[1].span), "@host/org/repo/b");
    EXPECT_EQ(layer.members.at(0).text(), "c");
    EXPECT_EQ(layer.engine.text(), "docker");
    ASSERT_EQ(layer.contract.ports.size(), 3U);
    EXPECT_EQ(layer.contract.ports[0].scheme.text(), "http");
    EXPECT_EQ(layer.contract.ports[1].scheme.text(), "tcp");
    EXPECT_EQ(layer.contract.ports[2].port, 443);
    EXPECT_THAT(layer.port_relay, ElementsAre(testing::Field(&ir::RelayedPort::port, 22)));
    EXPECT_EQ(layer.status, ir::Status::Broken);
    EXPECT_EQ(layer.info.text(), "why");
    EXPECT_EQ(layer.security.cap_add.size(), 1U);
    EXPECT_EQ(layer.contract.env_accepts.at(0).layer.text(), "web");
    EXPECT_EQ(parsed.TextOf(layer.span), "x");
  }
}

TEST(ReadLayer, KeepsBakedVariables) {
  ParsedText parsed("env: {B: 1, A: ~/x}\n");
  const ir::Layer layer = Read(parsed);
  ASSERT_EQ(layer.env.size(), 2U);
  EXPECT_EQ(layer.env[0].name.text(), "B");
  EXPECT_EQ(layer.env[1].value.text(), "~/x");
  EXPECT_EQ(parsed.TextOf(layer.env[1].value_span), "~/x");
}

struct Case {
  std::string text;
  std::vector<std::string> findings;
};

TEST(ReadLayer, JudgesEachRule) {
  const std::vector<Case> cases = {
      {"layer: {}\nports: [80]\n", {"2:1 wrapper-mixed"}},
      {"a: 1\n", {"1:1 unknown-key-open"}},
      {"env: {A: a}\n---\nenv: {A: b}\n", {"3:1 multi-document"}},
      {"[a]\n", {"1:1 root-not-map"}},
      {"layer: {version: 1.2}\n", {"1:18 version-format"}},
      {"status: good\n", {"1:9 status-unknown"}},
      {"engine: docke\n", {"1:9 engine-invalid"}},
      {"env: {PATH: /x}\n", {"1:7 env-path"}},
      {"ports: [0]\n", {"1:9 layer-port-invalid"}},
      {"ports: ['tcpp:80']\n", {"1:10 layer-port-protocol"}},
      {"ports: [80]\nport_relay: [80, 80, 81, x]\n",
       {"2:18 port-relay-invalid", "2:22 port-relay-invalid", "2:26 port-relay-invalid"}},
      {"aliases: [{name: a}, {name: a, command: b}, {command: c}, {name: -, command: d}]\n",
       {"1:18 alias-invalid", "1:29 alias-invalid", "1:45 alias-invalid", "1:66 alias-invalid"}},
      {"route: {host: a, port: 80}\n", {}},
      {"route: {port: 0}\n", {"1:1 route-invalid", "1:15 route-invalid"}},
      {"service: [{use_packaged: a/b}]\n", {"1:26 packaged-unit-invalid"}},
      {"depends: [a]\nrequires: [b]\n", {"2:1 two-spellings"}},
      {"fedora: {packages: [x]}\ndebian,ubuntu: {packages: [x]}\n", {}},
  };
  for (const Case& test : cases) {
    ParsedText parsed(test.text);
    static_cast<void>(Read(parsed));
    EXPECT_EQ(parsed.findings(), test.findings) << test.text;
  }
}

TEST(ReadLayer, KnowsContent) {
  struct ContentCase {
    std::string text;
    bool content;
  };
  const std::vector<ContentCase> cases = {
      {"layers: [a]", false},
      {"requires: [a]", false},
      {"packages: [a]", true},
      {"packages: []", false},
      {"rpm: {packages: [a]}", true},
      {"rpm: {copr: [a]}", false},
      {"debian-13: {package: [a]}", true},
      {"distros: {fedora: {packages: [a]}}", true},
      {"distros: {fedora: {}}", false},
      {"tasks: [{cmd: x}]", true},
      {"path_append: [/x]", true},
      {"service: [{name: x, exec: y}]", true},
      {"vars: {A: b}", false},
      {"eval: [{id: x}]", false},
      {"security: {cap_add: [X]}", true},
      {"hooks: {post_enable: x}", true},
      {"env_requires: [{name: A, description: a}]", true},
      {"mcp_accepts: [{name: a, description: a}]", true},
      {"status: working", false},
  };
  for (const ContentCase& test : cases) {
    ParsedText parsed(test.text + "\n");
    EXPECT_EQ(Read(parsed).has_content, test.content) << test.text;
  }
  ParsedText empty("");
  EXPECT_TRUE(Read(empty, {"pixi.toml"}).has_content);
  EXPECT_TRUE(Read(empty, {"x.service"}).has_content);
  EXPECT_FALSE(Read(empty, {"README.md"}).has_content);
}

TEST(ReadLayer, KnowsWhatStartsIt) {
  struct StartCase {
    std::string text;
    bool supervised;
    bool packaged;
    bool preserves;
  };
  const std::vector<StartCase> cases = {
      {"service: |\n  [program:x]\n", true, false, false},
      {"service: ''\n", false, false, false},
      {"service: [{name: x, exec: y}]\n", true, false, false},
      {"service: [{name: x, use_packaged: y}]\n", false, true, false},
      {"service: [{name: x}]\n", false, false, false},
      {"system_services: [x]\n", false, true, false},
      {"capabilities: {preserve_user: true}\n", false, false, true},
      {"capability: {preserve_user: false}\n", false, false, false},
  };
  for (const StartCase& test : cases) {
    ParsedText parsed(test.text);
    const ir::Layer layer = Read(parsed);
    EXPECT_EQ(layer.runs_supervised, test.supervised) << test.text;
    EXPECT_EQ(layer.runs_packaged, test.packaged) << test.text;
    EXPECT_EQ(layer.preserves_user, test.preserves) << test.text;
  }
  ParsedText empty("");
  EXPECT_TRUE(Read(empty, {"x.service"}).runs_packaged);
}

TEST(ReadStatusAndInfo, TakesPartsOfADescription) {
  struct DescriptionCase {
    std::string text;
    ir::Status status;
    std::string info;
  };
  const std::vector<DescriptionCase> cases = {
      {"description: what\n", ir::Status::Unset, "what"},
      {"description: {feature: f}\n", ir::Status::Unset, "f"},
      {"description: {narrative: n}\n", ir::Status::Unset, "n"},
      {"description: {feature: f, narrative: n, tag: [x, broken, working]}\n", ir::Status::Broken, "f: n"},
      {"status: working\ninfo: i\ndescription: {tag: [x]}\n", ir::Status::Working, "i"},
      {"status: working\ninfo: i\ndescription: {feature: f, tag: [testing]}\n", ir::Status::Testing, "f"},
  };
  for (const DescriptionCase& test : cases) {
    ParsedText parsed(test.text);
    const ir::Layer layer = Read(parsed);
    EXPECT_EQ(layer.status, test.status) << test.text;
    EXPECT_EQ(layer.info.text(), test.info) << test.text;
    EXPECT_THAT(parsed.findings(), IsEmpty());
  }
}

}  // namespace
}  // namespace ovcc
