#include "frontend/read/tunnel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "frontend/read/deploy_fixture.h"

namespace ovcc {
namespace {

using ir::TunnelScope;
using testing::ElementsAre;
using testing::IsEmpty;

std::optional<ir::Tunnel> Read(ReaderFixture& fixture, std::string_view text) {
  return fixture.ReadYaml(text, [](ReadContext& context, const yaml::Node& root) { return ReadTunnel(context, root); });
}

std::vector<std::string> FindingsOf(std::string_view text) {
  ReaderFixture fixture;
  static_cast<void>(Read(fixture, text));
  return fixture.Findings();
}

// §9.1: the scalar forms spelt out.
TEST(ReadTunnelTest, SpellsOutWords) {
  ReaderFixture fixture;
  const auto tailscale = Read(fixture, "tailscale");
  ASSERT_TRUE(tailscale);
  EXPECT_EQ(tailscale->provider, ir::TunnelProvider::Tailscale);
  EXPECT_EQ(tailscale->private_ports.kind, TunnelScope::Kind::All);
  EXPECT_EQ(tailscale->public_ports.kind, TunnelScope::Kind::Unset);
  const auto cloudflare = Read(fixture, "cloudflare");
  ASSERT_TRUE(cloudflare);
  EXPECT_EQ(cloudflare->provider, ir::TunnelProvider::Cloudflare);
  EXPECT_EQ(cloudflare->private_ports.kind, TunnelScope::Kind::Unset);
  EXPECT_EQ(cloudflare->public_ports.kind, TunnelScope::Kind::All);
  EXPECT_THAT(fixture.Findings(), IsEmpty());
}

TEST(ReadTunnelTest, ReadsPortLists) {
  ReaderFixture fixture;
  const auto tunnel = Read(fixture, "{provider: tailscale, public: [443], private: [80, '3000']}");
  ASSERT_TRUE(tunnel);
  ASSERT_EQ(tunnel->public_ports.ports.size(), 1U);
  EXPECT_EQ(tunnel->public_ports.ports[0].port, 443);
  ASSERT_EQ(tunnel->private_ports.ports.size(), 2U);
  EXPECT_EQ(tunnel->private_ports.ports[1].port, 3000);
  EXPECT_THAT(fixture.Findings(), IsEmpty());
}

TEST(ReadTunnelTest, ReadsHostNames) {
  ReaderFixture fixture;
  const auto tunnel = Read(fixture, "{provider: cloudflare, tunnel: home-1, public: {8080: a.example.org, 81: b.org}}");
  ASSERT_TRUE(tunnel);
  EXPECT_EQ(tunnel->name.text(), "home-1");
  EXPECT_EQ(tunnel->public_ports.kind, TunnelScope::Kind::Hostnames);
  ASSERT_EQ(tunnel->public_ports.ports.size(), 2U);
  EXPECT_EQ(tunnel->public_ports.ports[0].port, 8080);
  EXPECT_EQ(tunnel->public_ports.ports[0].hostname.text(), "a.example.org");
  EXPECT_THAT(fixture.Findings(), IsEmpty());
}

struct ShapeCase {
  const char* text;
  std::vector<std::string> findings;
};

TEST(ReadTunnelTest, ReportsShapes) {
  const std::vector<ShapeCase> cases = {
      {"ngrok", {"tunnel-provider 'ngrok'"}},
      {"{provider: tailscal, private: all}", {"tunnel-provider 'tailscal'"}},
      {"{private: all}", {"tunnel-provider '{private: all}'"}},
      {"{provider: tailscale}", {"tunnel-scope-missing '{provider: tailscale}'"}},
      {"{provider: tailscale, private: some}", {"tunnel-scope-type 'some'"}},
      {"{provider: tailscale, private: [80, x]}", {"tunnel-scope-type 'x'"}},
      {"{provider: tailscale, public: some, private: all}", {"tunnel-scope-type 'some'"}},
      {"{provider: '', private: all}", {"tunnel-provider ''''"}},
      {"''", {}},
      {"{provider: tailscale, private: [0]}", {"tunnel-scope-type '0'"}},
      {"{provider: tailscale, public: all, private: all}", {"tunnel-both-all 'all'"}},
      {"{provider: tailscale, public: [443, 80], private: [80]}", {"tunnel-port-both '80'"}},
      {"{provider: cloudflare, private: [80]}", {"tunnel-cloudflare-private '[80]'"}},
      {"{provider: tailscale, public: {443: a.b}}", {"tunnel-tailscale-hostnames '{443: a.b}'"}},
      {"{provider: tailscale, private: {443: a.b}}", {"tunnel-private-hostnames '{443: a.b}'"}},
      {"{provider: cloudflare, tunnel: -x, public: all}", {"tunnel-name-invalid '-x'"}},
      {"{provider: tailscale, privat: all, private: all}", {"unknown-key 'privat'"}},
      {"[tailscale]",
       {"wrong-type '[tailscale]'", "tunnel-provider '[tailscale]'", "tunnel-scope-missing '[tailscale]'"}},
  };
  for (const ShapeCase& shape : cases) EXPECT_EQ(FindingsOf(shape.text), shape.findings) << shape.text;
}

TEST(ReadTunnelTest, AWordThatIsNoScopeTakesNoPort) {
  ReaderFixture fixture;
  const auto tunnel = Read(fixture, "{provider: tailscale, public: some}");
  ASSERT_TRUE(tunnel);
  EXPECT_EQ(tunnel->public_ports.kind, TunnelScope::Kind::Ports);
  EXPECT_TRUE(tunnel->public_ports.incomplete);
  EXPECT_THAT(tunnel->public_ports.ports, IsEmpty());
}

TEST(ReadTunnelTest, TellsAMissingProviderFromAnUnknownOne) {
  ReaderFixture fixture;
  EXPECT_FALSE(Read(fixture, "{private: all}"));
  EXPECT_EQ(fixture.diags.all().front().message, "this tunnel names no provider");
}

TEST(ReadTunnelTest, SuggestsProvider) {
  ReaderFixture fixture;
  EXPECT_FALSE(Read(fixture, "cloudflair"));
  EXPECT_THAT(fixture.diags.all().front().help, testing::HasSubstr("cloudflare"));
}

}  // namespace
}  // namespace ovcc
