// Image records (§1.5), foreign images (§17), and the roots of project files (§1.6).
#include "frontend/read/image.h"

#include "frontend/read/overthink.h"
#include "frontend/read/reader_fixture.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ProjectFile Read(ParsedText& parsed) {
  ReadContext context = parsed.context();
  return ReadProjectFile(context, parsed.root());
}

TEST(ReadImage, ReadsEveryField) {
  ParsedText parsed(
      "image:\n"
      "  web:\n"
      "    enabled: false\n    base: fedora\n    candy: [a, b]\n    port: ['80:80']\n    env: [A=1]\n"
      "    registry: ghcr.io/x\n    tag: v1\n    user: me\n    uid: 7\n    gid: 8\n    user_policy: adopt\n"
      "    distro: [ubuntu, debian]\n    network: net\n    security: {privileged: false}\n    init: systemd\n"
      "    version: 1.2.3\n    data_image: true\n    status: testing\n    info: i\n    platforms: [x]\n"
      "    aliases: [{name: w}]\n");
  const ProjectFile file = Read(parsed);
  EXPECT_THAT(parsed.findings(), IsEmpty());
  ASSERT_EQ(file.images.size(), 1U);
  const ir::Image& image = file.images[0];
  EXPECT_EQ(image.name.text(), "web");
  EXPECT_FALSE(image.enabled);
  EXPECT_TRUE(image.data_only);
  EXPECT_FALSE(image.foreign);
  EXPECT_EQ(image.base.text(), "fedora");
  EXPECT_EQ(image.layers.at(1).text(), "b");
  EXPECT_EQ(image.ports->at(0).host, 80);
  EXPECT_EQ(image.env->at(0).origin, ir::Origin::Image);
  EXPECT_EQ(image.registry.text(), "ghcr.io/x");
  EXPECT_EQ(image.tag.text(), "v1");
  EXPECT_EQ(image.user.text(), "me");
  EXPECT_EQ(image.uid, 7U);
  EXPECT_EQ(image.gid, 8U);
  EXPECT_EQ(image.user_policy, ir::UserPolicy::Adopt);
  EXPECT_EQ(image.distro.at(1).text(), "debian");
  EXPECT_EQ(image.network.text(), "net");
  EXPECT_EQ(image.security.privileged, false);
  EXPECT_EQ(image.init.text(), "systemd");
  EXPECT_EQ(image.status, ir::Status::Testing);
  EXPECT_EQ(image.info.text(), "i");
  EXPECT_EQ(parsed.TextOf(image.span), "web");
  EXPECT_TRUE(parsed.TextOf(image.record_span).starts_with("web:"));
  EXPECT_TRUE(parsed.TextOf(image.record_span).find("name: w") != std::string_view::npos);
}

TEST(ReadImage, ReadsForeignImages) {
  ParsedText parsed(
      "images:\n"
      "  db:\n"
      "    image: docker.io/library/postgres:16\n    volumes: [{name: data, path: /data}]\n"
      "    env_requires: [{name: A, description: a}]\n    home: /var/lib\n    working_dir: /w\n    command: [a, b]\n"
      "    entrypoint: run\n    secrets: [{name: s}]\n");
  const ProjectFile file = Read(parsed);
  EXPECT_THAT(parsed.findings(), IsEmpty());
  const ir::Image& image = file.images.at(0);
  EXPECT_TRUE(image.foreign);
  EXPECT_EQ(image.reference.text(), "docker.io/library/postgres:16");
  EXPECT_EQ(image.contract.volumes.at(0).name.text(), "data");
  EXPECT_EQ(image.contract.env_requires.at(0).name.text(), "A");
  EXPECT_TRUE(image.contract.env_requires.at(0).layer.empty());
  EXPECT_EQ(image.contract.secrets.at(0).name.text(), "s");
  EXPECT_EQ(image.home.text(), "/var/lib");
  EXPECT_EQ(image.working_dir.text(), "/w");
  EXPECT_EQ(image.command->size(), 2U);
  EXPECT_EQ(image.entrypoint->at(0).text(), "run");
}

struct Case {
  std::string text;
  std::vector<std::string> findings;
};

TEST(ReadImage, JudgesEachRule) {
  const std::vector<Case> cases = {
      {"images: {a: {sidecars: {}}}\n", {"1:14 unknown-key"}},
      {"images: {a: {env_accepts: []}}\n", {"1:14 unknown-key"}},
      {"images: {a: {image: x/y, base: b}}\n", {"1:26 image-and-base"}},
      {"images: {a: {image: name}}\n", {"1:21 image-ref-invalid"}},
      {"images: {a: {tag: 'x:y', registry: Foo Bar}}\n", {"1:20 image-ref-invalid", "1:39 image-ref-invalid"}},
      {"images: {a: {tag: \"1.4\", registry: \"localhost:5000/org\"}}\n", {}},
      {"defaults: {tag: a b}\n", {"1:17 image-ref-invalid"}},
      {"images: {a: {tunnel: tailscale, dns: x}}\n", {"1:14 field-moved", "1:33 field-moved"}},
      {"images: {a: {init: runit}}\n", {"1:20 init-unknown"}},
      {"images: {a: {user_policy: adapt}}\n", {"1:27 user-policy-invalid"}},
      {"images: {a: {version: 1}}\n", {"1:23 version-format"}},
      {"images: {a: {ports: [auto]}}\n", {"1:22 port-mapping-invalid"}},
      {"images: {a: {aliases: [x, x]}}\n", {"1:27 alias-invalid"}},
      {"images: {a: {network: \"a\\x02\"}}\n", {"1:25 control-char"}},
      {"images: {'': {}}\n", {"1:10 image-name-invalid"}},
      {"images: {a: }\n", {}},
      {"images: {}\nbox: {}\n", {"2:1 two-roots"}},
      {"imagess: x\n", {"1:1 unknown-key-open"}},
      {"my_section: {a: b}\n", {}},
      {"defaults: {nmae: x}\n", {"1:12 unknown-key"}},
  };
  for (const Case& test : cases) {
    ParsedText parsed(test.text);
    static_cast<void>(Read(parsed));
    EXPECT_EQ(parsed.findings(), test.findings) << test.text;
  }
}

TEST(ReadProjectFile, ReadsRoots) {
  ParsedText parsed(
      "version: 4\ninclude: [image.yml]\ndiscover:\n  layer: [a, {path: b, recursive: true}, {path: c}]\n"
      "defaults: {registry: ghcr.io/x}\n"
      "distro:\n  debian: {}\n  ubuntu: {inherits: debian, version: 24, base_user: {name: u, uid: 1, gid: 2, home: "
      "/h}}\n"
      "sidecar: {vpn: {image: x}}\ndeploy: {web: {network: n}}\nbuilder: {x: y}\n");
  const ProjectFile file = Read(parsed);
  EXPECT_THAT(parsed.findings(), IsEmpty());
  EXPECT_EQ(file.includes.at(0).text(), "image.yml");
  ASSERT_EQ(file.discover->size(), 3U);
  EXPECT_TRUE(file.discover->at(0).recursive);
  EXPECT_TRUE(file.discover->at(1).recursive);
  EXPECT_FALSE(file.discover->at(2).recursive);
  EXPECT_EQ(file.discover->at(2).path.text(), "c");
  EXPECT_EQ(file.defaults->registry.text(), "ghcr.io/x");
  ASSERT_EQ(file.distros.size(), 2U);
  EXPECT_EQ(file.distros[1].inherits.text(), "debian");
  EXPECT_EQ(file.distros[1].account.text(), "u");
  EXPECT_EQ(file.distros[1].uid, 1U);
  EXPECT_EQ(file.distros[1].gid, 2U);
  EXPECT_EQ(file.distros[1].home.text(), "/h");
  EXPECT_EQ(file.sidecars.at(0).name.text(), "vpn");
  EXPECT_EQ(file.deploy.deployments.at(0).key.text(), "web");
}

TEST(ReadProjectFile, RefusesDotsInDeployKeys) {
  ParsedText parsed("deploy: {a.b: {}}\n");
  static_cast<void>(Read(parsed));
  EXPECT_THAT(parsed.findings(), ElementsAre("1:10 deploy-key-dot"));
}

}  // namespace
}  // namespace ovcc
