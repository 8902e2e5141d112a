// Tables of what each small grammar takes and refuses, with the place and the part at fault; and one property of all
// grammars.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/deploy_key.h"
#include "frontend/grammar/dotenv.h"
#include "frontend/grammar/env_assignment.h"
#include "frontend/grammar/expect_refused.h"
#include "frontend/grammar/image_ref.h"
#include "frontend/grammar/layer_port.h"
#include "frontend/grammar/mount.h"
#include "frontend/grammar/port_mapping.h"
#include "frontend/grammar/size.h"
#include "frontend/grammar/template_text.h"
#include "frontend/grammar/tunnel.h"
#include "frontend/grammar/volume_flag.h"

namespace ovcc {
namespace {

TEST(ScalarForms, NoGrammarLoops) {
  EXPECT_EQ(grammar::AnalyzeDeployKey(), 0U);
  EXPECT_EQ(grammar::AnalyzeEnvAssignment(), 0U);
  EXPECT_EQ(grammar::AnalyzeLayerPort(), 0U);
  EXPECT_EQ(grammar::AnalyzeMount(), 0U);
  EXPECT_EQ(grammar::AnalyzeSize(), 0U);
  EXPECT_EQ(grammar::AnalyzeTunnel(), 0U);
  EXPECT_EQ(grammar::AnalyzeVolumeFlag(), 0U);
}

TEST(LayerPort, TakesANumberOrAWordAndANumber) {
  EXPECT_EQ(ParseLayerPort("8080")->port, 8080U);
  EXPECT_EQ(ParseLayerPort("8080")->scheme, "http");
  EXPECT_EQ(ParseLayerPort("https+insecure:3000")->scheme, "https+insecure");
  EXPECT_EQ(ParseLayerPort("tls-terminated-tcp:22")->port, 22U);
  ExpectRefused(ParseLayerPort, {{"", 0, 0},
                                 {"x", 0, 1},
                                 {"tcp:", 4, 0},
                                 {"tcp:x", 4, 1},
                                 {"0", 0, 1},
                                 {"70000", 0, 5},
                                 {"80/tcp", 2, 1, "a container port alone"},
                                 {"8080:80", 4, 1, "a container port alone"},
                                 {"htp:80", 0, 3, "a known protocol", ScalarError::Kind::Protocol},
                                 {"TCP:80", 0, 3, "a known protocol", ScalarError::Kind::Protocol},
                                 {"htp:0", 4, 1, "a port of 1 to 65535"}});
  for (const std::string_view scheme : LayerPortSchemes()) {
    EXPECT_EQ(ParseLayerPort(std::string(scheme) + ":1")->port, 1U) << scheme;
  }
  EXPECT_EQ(ParsePortNumber("443"), 443);
  ExpectRefused(ParsePortNumber, {{"tcp:443", 0, 3}, {"65536", 0, 5}, {"4 43", 1, 1}});
}

TEST(Size, TellsWhatWasMeant) {
  EXPECT_EQ(MeantSize("6gb", CheckMemorySize), "6g");
  EXPECT_EQ(MeantSize("512 MiB", CheckMemorySize), "512M");
  EXPECT_EQ(MeantSize("1.5GB", CheckMemorySize), "1.5G");
  EXPECT_EQ(MeantSize("1.5GB", CheckShmSize), "");
  EXPECT_EQ(MeantSize("many", CheckMemorySize), "");
  EXPECT_EQ(MeantCpus("50%"), "0.5");
  EXPECT_EQ(MeantCpus("150%"), "1.5");
  EXPECT_EQ(MeantCpus("200%"), "2");
  EXPECT_EQ(MeantCpus("0%"), "");
  EXPECT_EQ(MeantCpus("half"), "");
}

TEST(Size, TakesWhatSystemdAndPodmanTake) {
  for (const char* good : {"6g", "1024", "1.5G", " 512m ", "infinity", "50%", "2T", "0"}) {
    EXPECT_TRUE(CheckMemorySize(good).has_value()) << good;
  }
  ExpectRefused(CheckMemorySize, {{"", 0, 0},
                                  {"6gb", 2, 1},
                                  {"6GiB", 2, 2},
                                  {"g", 0, 1},
                                  {"1.g", 2, 1},
                                  {" 6x", 2, 1},
                                  {"1.5%", 3, 1},
                                  {"-1", 0, 2},
                                  {"6 g", 1, 1, "`k`, `m`, `g`, `t` or nothing behind the number"},
                                  {" 1234567890123456789g ", 1, 20, "a number of at most 18 digits"}});
  for (const char* good : {"1g", "64M", "100b", "12", "3t"}) EXPECT_TRUE(CheckShmSize(good).has_value()) << good;
  ExpectRefused(CheckShmSize, {{"1.5g", 1, 3}, {"infinity", 0, 8}, {"", 0, 0}, {"1gb", 2, 1}});
  for (const char* good : {"2", "2.5", "0.005", "0.01", "16.125"}) EXPECT_TRUE(CheckCpus(good).has_value()) << good;
  ExpectRefused(CheckCpus, {{"0", 0, 1},
                            {"0.0049", 0, 6},
                            {"2,5", 1, 1},
                            {"two", 0, 3},
                            {"1.", 2, 0},
                            {"0.00", 0, 4},
                            {" 2", 0, 1},
                            {"2 ", 1, 1},
                            {"", 0, 0}});
}

TEST(EnvAssignment, SplitsAtTheFirstEquals) {
  const auto parsed = ParseEnvAssignment("A.b-C_1=x=y z");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->name, "A.b-C_1");
  EXPECT_EQ(parsed->value, "x=y z");
  EXPECT_FALSE(parsed->bare);
  EXPECT_TRUE(ParseEnvAssignment("NAME")->bare);
  EXPECT_FALSE(ParseEnvAssignment("NAME=")->bare);
  EXPECT_EQ(ParseEnvAssignment("NAME=")->value, "");
  EXPECT_EQ(ParseEnvAssignment("NAME=a\nb")->value, "a\nb");
  ExpectRefused(
      ParseEnvAssignment,
      {{"", 0, 0}, {"=x", 0, 1}, {"1A=x", 0, 1}, {"A B=x", 1, 1}, {"export A=1", 6, 1}, {"A\xC3\xA9=1", 1, 2}});
}

TEST(DeployKey, SplitsAtTheFirstSlash) {
  EXPECT_EQ(ParseDeployKey("web")->image, "web");
  EXPECT_FALSE(ParseDeployKey("web")->has_instance);
  const auto parsed = ParseDeployKey("web/b-2.x");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->image, "web");
  EXPECT_EQ(parsed->instance, "b-2.x");
  ExpectRefused(ParseDeployKey, {{"", 0, 0}, {"a/", 2, 0}, {"/b", 0, 0}, {"a b", 0, 3}, {"-a", 0, 2}, {"a/b/c", 2, 3}});
}

TEST(Mount, TakesPathsVolumesAndTmpfs) {
  EXPECT_TRUE(ParseMount("tmpfs:/run:size=1m")->tmpfs);
  EXPECT_EQ(ParseMount("tmpfs:/run:size=1m")->options, "size=1m");
  EXPECT_EQ(ParseMount("/srv/a:/c")->source, "/srv/a");
  EXPECT_EQ(ParseMount("data:/c:ro")->target, "/c");
  EXPECT_EQ(ParseMount("tmpfs-data:/c")->source, "tmpfs-data");
  ExpectRefused(ParseMount, {{"", 0, 0},
                             {"/a", 2, 0},
                             {"/a:b", 3, 1},
                             {"./a:/b", 0, 1},
                             {"/a:/", 3, 1},
                             {"/a:/b:", 6, 0},
                             {"/a:/b:ro:z", 8, 1},
                             {"/a b:/c", 2, 1},
                             {"/a:/b c", 5, 1},
                             {"~/a:/b", 0, 1}});
}

TEST(VolumeFlag, ReadsTheThreeFlags) {
  EXPECT_EQ(ParseVolumeFlag("data:bind:/srv:x")->host, "/srv:x");
  EXPECT_EQ(ParseVolumeFlag("data:encrypt")->type, ir::VolumeType::Encrypted);
  EXPECT_EQ(ParseVolumeFlag("data:volume")->type, ir::VolumeType::Named);
  EXPECT_EQ(ParseBindFlag("data=~/x")->host, "~/x");
  EXPECT_EQ(ParseBindFlag("data")->type, ir::VolumeType::Bind);
  EXPECT_EQ(ParseEncryptFlag("data")->type, ir::VolumeType::Encrypted);
  ExpectRefused(ParseVolumeFlag,
                {{"data", 4, 0},
                 {"data:nfs", 5, 3, "", ScalarError::Kind::Type},
                 {":bind", 0, 1},
                 {"data:bind:", 10, 0},
                 {"data:en-crypt:/x", 5, 8, "`volume`, `bind` or `encrypted`", ScalarError::Kind::Type}});
  ExpectRefused(ParseBindFlag, {{"", 0, 0}, {"data=", 5, 0}, {"data:x", 4, 1}});
  ExpectRefused(ParseEncryptFlag, {{"data=x", 4, 1}});
  EXPECT_EQ(ParseVolumeType(""), ir::VolumeType::Named);
  ExpectRefused(ParseVolumeType, {{"encryted", 0, 8, "", ScalarError::Kind::Type}});
}

TEST(Tunnel, KnowsProvidersNamesAndTheOneScopeWord) {
  EXPECT_EQ(ParseTunnelProvider("tailscale"), ir::TunnelProvider::Tailscale);
  EXPECT_EQ(ParseTunnelProvider("cloudflare"), ir::TunnelProvider::Cloudflare);
  ExpectRefused(ParseTunnelProvider, {{"ngrok", 0, 5}, {"tailscale2", 0, 10}, {"", 0, 0}});
  EXPECT_TRUE(CheckTunnelName("a-B-9").has_value());
  ExpectRefused(CheckTunnelName, {{"-a", 0, 2}, {"a_b", 1, 2}, {"", 0, 0}});
  EXPECT_TRUE(CheckTunnelScopeWord("all").has_value());
  ExpectRefused(CheckTunnelScopeWord, {{"none", 0, 4}});
}

TEST(ScalarForms, AnyTextEndsInAValueOrAnErrorWithinIt) {
  std::mt19937 random(1);  // seeded: a failure can be repeated
  constexpr std::string_view kAlphabet = "aZ09:/=@.,_-+[]{}%$ \t\n\r\"'\\\xc3\xa9";
  const auto check = [](const auto& parsed, const std::string& text) {
    if (!parsed.has_value()) {
      EXPECT_LE(parsed.error().offset + parsed.error().length, text.size()) << text;
    }
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t n = random() % 24; n > 0; --n) text += kAlphabet[random() % kAlphabet.size()];
    check(ParsePortMapping(text), text);
    check(ParsePortOverride(text), text);
    check(ParseLayerPort(text), text);
    check(ParseTemplate(text), text);
    check(ParseParameterTemplate(text), text);
    check(CheckMemorySize(text), text);
    check(CheckShmSize(text), text);
    check(CheckCpus(text), text);
    check(ParseEnvAssignment(text), text);
    check(ParseDeployKey(text), text);
    check(ParseImageRef(text), text);
    check(ParseMount(text), text);
    check(ParseVolumeFlag(text), text);
    check(ParseBindFlag(text), text);
    check(ParseEncryptFlag(text), text);
    check(ParseVolumeType(text), text);
    check(ParsePortNumber(text), text);
    check(ParseTunnelProvider(text), text);
    check(CheckTunnelName(text), text);
    check(CheckTunnelScopeWord(text), text);
    for (const DotenvEntry& entry : ParseDotenv(text)) {
      EXPECT_LE(entry.name_offset + entry.name.size(), text.size()) << text;
      EXPECT_LE(entry.value_offset + entry.value.size(), text.size()) << text;
    }
  }
}

}  // namespace
}  // namespace ovcc
