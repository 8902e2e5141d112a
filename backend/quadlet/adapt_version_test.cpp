// `--target` (§18.5): which spelling each release gets.
#include "backend/quadlet/adapt_version.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "backend/backend.h"
#include "backend/quadlet/test_module.h"

namespace ovcc::backend {
namespace {

using testing::HasSubstr;

void FillPod(TestModule& test) {
  ir::Deployment& app = test.Deploy("a", "i:1");
  app.app.ports = {test.Port("127.0.0.1", 80, 8080)};
  app.app.security.group_add = test.Texts({"video"});
  test.Sidecar(app, "tailscale", "t:1");
  app.pod->dns = {test.Name("10.89.0.1")};
  app.pod->dns_search = {test.Name("dns.podman")};
  app.pod->shm_size = test.Text("1g");
  app.pod->user_namespace = test.Name("keep-id:uid=1,gid=1");
}

std::string PodFor(std::optional<ir::PodmanVersion> target) {
  TestModule test;
  FillPod(test);
  test.module.options.target = target;
  DiagnosticSink diags;
  const std::string unit = FileOf(EmitQuadlet(test.module, 1, diags), "ov-a.pod");
  EXPECT_TRUE(diags.all().empty());
  const std::size_t begin = unit.find("Network=ov\n") + 11;
  return unit.substr(begin, unit.find("\n\n") + 1 - begin);
}

TEST(AdaptVersionTest, PodKeysByRelease) {
  EXPECT_EQ(PodFor(std::nullopt),
            "PodmanArgs=--dns=10.89.0.1\nPodmanArgs=--dns-search=dns.podman\nPodmanArgs=--shm-size=1g\n"
            "PodmanArgs=--userns=keep-id:uid=1,gid=1\nPodmanArgs=-p 127.0.0.1:80:8080\n");
  EXPECT_EQ(PodFor(ir::PodmanVersion{5, 0}),
            "PodmanArgs=--dns=10.89.0.1\nPodmanArgs=--dns-search=dns.podman\nPodmanArgs=--shm-size=1g\n"
            "PodmanArgs=--userns=keep-id:uid=1,gid=1\nPublishPort=127.0.0.1:80:8080\n");
  EXPECT_EQ(PodFor(ir::PodmanVersion{5, 3}),
            "DNS=10.89.0.1\nDNSSearch=dns.podman\nPodmanArgs=--shm-size=1g\nUserNS=keep-id:uid=1,gid=1\n"
            "PublishPort=127.0.0.1:80:8080\n");
  EXPECT_EQ(PodFor(ir::PodmanVersion{5, 4}),
            "DNS=10.89.0.1\nDNSSearch=dns.podman\nShmSize=1g\nUserNS=keep-id:uid=1,gid=1\n"
            "PublishPort=127.0.0.1:80:8080\n");
  EXPECT_EQ(PodFor(ir::PodmanVersion{6, 0}), PodFor(ir::PodmanVersion{5, 4}));
}

std::string GroupLineFor(std::optional<ir::PodmanVersion> target) {
  TestModule test;
  test.module.options.target = target;
  test.Deploy("a", "i:1").app.security.group_add = test.Texts({"video"});
  DiagnosticSink diags;
  const std::string unit = FileOf(EmitQuadlet(test.module, 1, diags), "ov-a.container");
  EXPECT_TRUE(diags.all().empty());
  const std::size_t begin = unit.find("Network=ov\n") + 11;
  return unit.substr(begin, unit.find('\n', begin) - begin);
}

TEST(AdaptVersionTest, GroupsByRelease) {
  EXPECT_EQ(GroupLineFor(std::nullopt), "GroupAdd=video");
  EXPECT_EQ(GroupLineFor(ir::PodmanVersion{5, 1}), "GroupAdd=video");
  EXPECT_EQ(GroupLineFor(ir::PodmanVersion{5, 0}), "PodmanArgs=--group-add video");
  EXPECT_EQ(GroupLineFor(ir::PodmanVersion{4, 9}), "PodmanArgs=--group-add video");
}

TEST(AdaptVersionTest, NoPodsBefore50) {
  TestModule test;
  FillPod(test);
  test.module.options.target = ir::PodmanVersion{4, 9};
  DiagnosticSink diags;
  EXPECT_TRUE(EmitQuadlet(test.module, 1, diags).empty());
  ASSERT_EQ(diags.all().size(), 1U);
  EXPECT_EQ(diags.all()[0].message, "podman 4.9 has no pods, which `a` needs");
  EXPECT_EQ(diags.all()[0].span, test.module.deployments[0].span);
}

TEST(AdaptVersionTest, AKeyWithoutAnotherSpellingIsReported) {
  TestModule test;
  test.module.options.target = ir::PodmanVersion{4, 4};
  ir::Deployment& app = test.Deploy("a", "i:1");
  app.app.security.security_opt = test.Texts({"label=disable"});
  DiagnosticSink diags;
  (void)EmitQuadlet(test.module, 1, diags);
  ASSERT_EQ(diags.all().size(), 1U);
  EXPECT_EQ(diags.all()[0].message, "podman 4.4 has no `SecurityLabelDisable=`, which `a` needs");
  EXPECT_EQ(diags.all()[0].span, app.app.security.security_opt[0].span);
}

TEST(AdaptVersionTest, ACommaThatAnOldReleaseCutsAtIsReported) {
  TestModule test;
  test.module.options.target = ir::PodmanVersion{4, 9};
  ir::Deployment& app = test.Deploy("a", "i:1");
  app.app.security.devices = test.Texts({"/dev/a,/dev/b"});
  app.app.env_file = test.Name("/a,b.env");
  DiagnosticSink old;
  (void)EmitQuadlet(test.module, 1, old);
  ASSERT_EQ(old.all().size(), 2U);
  EXPECT_EQ(old.all()[0].message, "podman 4.9 has no `AddDevice=` with a comma in its value, which `a` needs");
  EXPECT_EQ(old.all()[1].message, "podman 4.9 has no `EnvironmentFile=` with a comma in its value, which `a` needs");
  test.module.options.target = ir::PodmanVersion{5, 0};
  DiagnosticSink later;
  (void)EmitQuadlet(test.module, 1, later);
  EXPECT_TRUE(later.all().empty());
}

TEST(AdaptVersionTest, ACommaIsRefusedInBothSpellings) {
  for (const ir::PodmanVersion target : {ir::PodmanVersion{5, 0}, ir::PodmanVersion{5, 4}}) {
    TestModule test;
    test.module.options.target = target;
    test.Deploy("a", "i:1").app.security.group_add = test.Texts({"video,root"});
    DiagnosticSink diags;
    (void)EmitQuadlet(test.module, 1, diags);
    ASSERT_EQ(diags.all().size(), 1U);
    EXPECT_THAT(diags.all()[0].message, HasSubstr("podman would split it"));
  }
}

}  // namespace
}  // namespace ovcc::backend
