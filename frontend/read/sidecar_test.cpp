#include "frontend/read/sidecar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "frontend/read/builtin_sidecars.h"
#include "frontend/read/deploy_fixture.h"

namespace ovcc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<ir::SidecarSpec> ReadFile(ReaderFixture& fixture, std::string_view text) {
  return fixture.ReadYaml(text,
                          [](ReadContext& context, const yaml::Node& root) { return ReadSidecarFile(context, root); });
}

std::vector<ir::SidecarSpec> ReadOverrides(ReaderFixture& fixture, std::string_view text) {
  return fixture.ReadYaml(
      text, [](ReadContext& context, const yaml::Node& root) { return ReadSidecarMap(context, root, true); });
}

std::vector<std::string> Assignments(const std::vector<ir::EnvEntry>& env) {
  std::vector<std::string> texts;
  for (const ir::EnvEntry& entry : env) texts.push_back(fmt::format("{}={}", entry.name.text(), entry.value.text()));
  return texts;
}

/// A built-in template as it reads.
class BuiltinSidecarsTest : public testing::Test {
 protected:
  BuiltinSidecarsTest() : specs_(ReadFile(fixture_, BuiltinSidecarText())) {}

  const ir::SidecarSpec& Template(std::string_view name) const {
    const auto found = std::ranges::find(specs_, name, [](const ir::SidecarSpec& spec) { return spec.name.text(); });
    if (found == specs_.end()) throw std::runtime_error(fmt::format("no template {}", name));
    return *found;
  }

  ReaderFixture fixture_;
  std::vector<ir::SidecarSpec> specs_;
};

TEST_F(BuiltinSidecarsTest, AreSortedByName) {
  EXPECT_THAT(fixture_.Findings(), IsEmpty());
  std::vector<std::string> names;
  for (const ir::SidecarSpec& spec : specs_) names.emplace_back(spec.name.text());
  EXPECT_THAT(names, ElementsAre("caddy", "cloudflared", "gluetun", "oauth2-proxy", "tailscale", "vector"));
}

// A tag that moves makes the same units mean something else; §1.7 pins the one of tailscale.
TEST_F(BuiltinSidecarsTest, PinTheirVersion) {
  for (const ir::SidecarSpec& spec : specs_) {
    EXPECT_FALSE(spec.description.empty()) << spec.name.text();
    if (spec.name.text() == "tailscale") continue;
    EXPECT_THAT(std::string(spec.image.text()), testing::MatchesRegex(".+/.+:v?[0-9]+\\.[0-9]+\\.[0-9]+(-alpine)?"));
  }
}

// `-e` would hand over a secret in plain text, or take a variable away from an app that has one of that name.
TEST_F(BuiltinSidecarsTest, KeepSecretsAndCommonNamesOutOfTheirEnv) {
  for (const ir::SidecarSpec& spec : specs_) {
    for (const ir::EnvEntry& entry : spec.env) {
      EXPECT_FALSE(entry.bare) << entry.name.text();
      EXPECT_THAT(std::string(entry.name.text()), testing::Not(testing::AnyOf("TZ", "LOG_LEVEL", "PUID", "PGID")));
      for (const ir::SecretDeclaration& secret : spec.secrets.value_or(std::vector<ir::SecretDeclaration>())) {
        EXPECT_NE(secret.env.value, entry.name);
      }
    }
  }
}

// §1.7 pins this one.
TEST_F(BuiltinSidecarsTest, HoldTailscale) {
  const ir::SidecarSpec& tailscale = Template("tailscale");
  EXPECT_EQ(tailscale.description.text(), "Tailscale VPN sidecar with exit node support");
  EXPECT_EQ(tailscale.image.text(), "ghcr.io/tailscale/tailscale:latest");
  EXPECT_THAT(Assignments(tailscale.env),
              ElementsAre("TS_STATE_DIR=/var/lib/tailscale", "TS_AUTH_ONCE=true", "TS_USERSPACE=false",
                          "TS_DEBUG_FIREWALL_MODE=nftables", "TS_ACCEPT_DNS=false", "TS_ENABLE_HEALTH_CHECK=true",
                          "TS_LOCAL_ADDR_PORT=[::]:9002"));
  EXPECT_EQ(tailscale.env[0].origin, ir::Origin::Template);
  ASSERT_TRUE(tailscale.volumes && tailscale.volumes->size() == 1);
  EXPECT_EQ(tailscale.volumes->front().name.text(), "state");
  EXPECT_EQ(tailscale.volumes->front().path.text(), "/var/lib/tailscale");
  ASSERT_TRUE(tailscale.secrets && tailscale.secrets->size() == 1);
  EXPECT_EQ(tailscale.secrets->front().name.text(), "ts-authkey");
  EXPECT_EQ(tailscale.secrets->front().env.text(), "TS_AUTHKEY");
  ASSERT_TRUE(tailscale.security && tailscale.security->cap_add.size() == 2 && tailscale.security->devices.size() == 1);
  EXPECT_EQ(tailscale.security->cap_add[0].text(), "NET_ADMIN");
  EXPECT_EQ(tailscale.security->cap_add[1].text(), "SYS_MODULE");
  EXPECT_EQ(tailscale.security->devices[0].text(), "/dev/net/tun:/dev/net/tun");
  EXPECT_FALSE(tailscale.command || tailscale.entrypoint || tailscale.ports);
  EXPECT_TRUE(tailscale.parameters.empty() && tailscale.env_provides.empty());
  EXPECT_TRUE(tailscale.user.empty() && tailscale.working_dir.empty());
}

// §5.1: an empty list clears, an absent one does not.
TEST(ReadSidecarTest, TellsEmptyFromAbsent) {
  ReaderFixture fixture;
  const auto specs = ReadOverrides(fixture, "{a: {secrets: [], volumes: [], security: {}}, b: , c: {volumes: }}");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  ASSERT_EQ(specs.size(), 3U);
  EXPECT_TRUE(specs[0].secrets && specs[0].secrets->empty());
  EXPECT_TRUE(specs[0].volumes && specs[0].volumes->empty());
  EXPECT_TRUE(specs[0].security);
  EXPECT_FALSE(specs[1].secrets || specs[1].volumes || specs[1].security);
  EXPECT_FALSE(specs[2].volumes);
}

TEST(ReadSidecarTest, ReadsEveryField) {
  ReaderFixture fixture;
  const auto specs = ReadOverrides(fixture, R"(proxy:
  description: front
  image: registry.example.org/proxy:2
  env: {PORT: 8080, DEBUG: true}
  volume: [{name: conf, path: /etc/proxy, host: ~/proxy}]
  secret: [{name: key, target: /run/key}]
  parameter: {tailnet: a-b.ts.net, other: }
  env_provide: {PROXY_URL: "http://{{.ContainerName}}:8080"}
  command: [run, --fast]
  entrypoint: /bin/proxy
  port: ["8080:80"]
  user: "1000"
  working_dir: /srv
)");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  ASSERT_EQ(specs.size(), 1U);
  const ir::SidecarSpec& proxy = specs[0];
  EXPECT_EQ(proxy.description.text(), "front");
  EXPECT_THAT(Assignments(proxy.env), ElementsAre("PORT=8080", "DEBUG=true"));
  EXPECT_EQ(proxy.env[0].origin, ir::Origin::Override);
  EXPECT_EQ(proxy.volumes->front().host.text(), "~/proxy");
  EXPECT_EQ(proxy.secrets->front().target.text(), "/run/key");
  ASSERT_EQ(proxy.parameters.size(), 2U);
  EXPECT_EQ(proxy.parameters[0].value.text(), "a-b.ts.net");
  EXPECT_TRUE(proxy.parameters[1].value.empty());
  EXPECT_EQ(proxy.env_provides.front().layer.text(), "proxy");
  EXPECT_EQ(proxy.command->at(1).text(), "--fast");
  EXPECT_EQ(proxy.entrypoint->front().text(), "/bin/proxy");
  EXPECT_EQ(proxy.ports->front().container, 80);
  EXPECT_EQ(proxy.user.text(), "1000");
  EXPECT_EQ(proxy.working_dir.text(), "/srv");
}

TEST(ReadSidecarTest, ReportsWhatOneRecordCanHaveWrong) {
  const std::vector<std::pair<std::string_view, std::string>> cases = {
      {"{'a b': {}}", "sidecar-name-invalid ''a b''"},
      {"{a: {env_requires: [X]}}", "sidecar-contract 'env_requires'"},
      {"{a: {mcp_provide: []}}", "sidecar-contract 'mcp_provide'"},
      {"{a: {security: {shm_size: 1g}}}", "sidecar-shm-ignored '1g'"},
      {"{a: {imag: x}}", "unknown-key 'imag'"},
      {"{a: text}", "wrong-type 'text'"},
      {"{a: {volume: [], volumes: []}}", "two-spellings 'volumes'"},
      {"{a: {secrets: [{name: k, env: K, env_from: '{{.Parameter}}'}]}}", "sidecar-template-invalid '{{.Parameter}}'"},
      {"{a: {user: \"a\\nb\"}}", "control-char '\\n'"},
  };
  for (const auto& [text, finding] : cases) {
    ReaderFixture fixture;
    static_cast<void>(ReadOverrides(fixture, text));
    EXPECT_THAT(fixture.Findings(), ElementsAre(finding)) << text;
  }
}

TEST(ReadSidecarTest, ReportsBrokenImageReferenceAtItsCharacter) {
  ReaderFixture fixture;
  static_cast<void>(ReadOverrides(fixture, "{a: {image: 'ghcr.io/a b'}}"));
  ASSERT_EQ(fixture.diags.all().size(), 1U);
  EXPECT_EQ(fixture.diags.all().front().info->code, "image-ref-invalid");
}

}  // namespace
}  // namespace ovcc
