// What the worked examples do not show: every other line of §11, and files beside the units.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "backend/backend.h"
#include "backend/quadlet/test_module.h"

namespace ovcc::backend {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<OutputFile> Emit(const TestModule& test) {
  DiagnosticSink diags;
  std::vector<OutputFile> files = EmitQuadlet(test.module, 1, diags);
  EXPECT_THAT(diags.all(), IsEmpty());
  return files;
}

// Lines of a section, without its header.
std::string SectionOf(const std::string& unit, const std::string& name) {
  const std::size_t begin = unit.find("[" + name + "]\n");
  if (begin == std::string::npos) return "no such section";
  const std::size_t text = begin + name.size() + 3;
  const std::size_t end = unit.find("\n\n", text);
  return end == std::string::npos ? unit.substr(text) : unit.substr(text, end + 1 - text);
}

TEST(EmitDetailsTest, EveryLineOfAPrivilegedApp) {
  TestModule test;
  ir::Deployment& nest = test.Deploy("nest", "i:1");
  nest.app.command = test.Texts({"sleep", "infinity"});
  nest.app.nvidia = true;
  nest.app.security.privileged = true;
  nest.app.security.cap_add = {};
  nest.app.security.devices = test.Texts({"/dev/fuse"});
  nest.app.security.security_opt = test.Texts({"label=disable", "unmask=/proc/*"});
  nest.app.security.group_add = test.Texts({"keep-groups"});
  nest.app.security.cgroupns = test.Text("host");
  nest.app.security.ipc_mode = test.Text("host");
  nest.app.security.shm_size = test.Text("1g");
  nest.app.security.mounts = test.Texts({"tmpfs:/run:size=1g", "/a:/b:ro"});
  EXPECT_EQ(SectionOf(FileOf(Emit(test), "ov-nest.container"), "Container"), R"unit(Image=i:1
ContainerName=ov-nest
WorkingDir=/home/user
Network=ov
Tmpfs=/run:size=1g
Volume=/a:/b:ro
SecurityLabelDisable=true
PodmanArgs=--privileged
PodmanArgs=--security-opt unmask=/proc/*
AddDevice=/dev/fuse
PodmanArgs=--cgroupns=host
GroupAdd=keep-groups
PodmanArgs=--ipc=host
Exec=sleep infinity
)unit");
}

TEST(EmitDetailsTest, RightsOfAnAppThatIsNotPrivileged) {
  TestModule test;
  ir::Deployment& app = test.Deploy("a", "i:1");
  app.app.nvidia = true;
  app.app.security.cap_add = test.Texts({"SYS_ADMIN"});
  app.app.security.devices = test.Texts({"/dev/fuse"});
  app.app.security.security_opt = test.Texts({"seccomp=unconfined", "label=disable"});
  EXPECT_THAT(FileOf(Emit(test), "ov-a.container"), HasSubstr(R"unit(Network=ov
AddDevice=nvidia.com/gpu=all
AddCapability=SYS_ADMIN
AddDevice=/dev/fuse
PodmanArgs=--security-opt seccomp=unconfined
SecurityLabelDisable=true
Exec=)unit"));
}

TEST(EmitDetailsTest, ForeignImage) {
  TestModule test;
  ir::Deployment& app = test.Deploy("db", "docker.io/library/postgres:16");
  app.app.working_dir = {};
  app.app.entrypoint = test.Texts({"/bin/sh", "-c"});
  app.app.command = test.Texts({"echo \"$HOME\"; exec x", "50%"});
  EXPECT_EQ(SectionOf(FileOf(Emit(test), "ov-db.container"), "Container"), R"unit(Image=docker.io/library/postgres:16
ContainerName=ov-db
Entrypoint=["/bin/sh","-c"]
Network=ov
Exec="echo \"$$HOME\"; exec x" 50%%
)unit");
}

TEST(EmitDetailsTest, EnvironmentFileAndBareNames) {
  TestModule test;
  ir::Deployment& app = test.Deploy("a", "i:1");
  app.app.command = {};
  ir::EnvBinding bare = test.Env("TOKEN", "");
  bare.bare = true;
  ir::EnvBinding in_file = test.Env("FROM_FILE", "1");
  in_file.in_env_file = true;
  app.app.env = {bare, in_file, test.Env("A", "100% of $HOME"), test.Env("EMPTY", "")};
  app.app.env_file = test.Name("/srv/a b/.env");
  EXPECT_THAT(FileOf(Emit(test), "ov-a.container"), HasSubstr(R"unit(Network=ov
Environment=A="100%% of $$HOME"
Environment=EMPTY=
PodmanArgs=--env TOKEN
EnvironmentFile="/srv/a b/.env"

[Service])unit"));
}

// W19, §17.4.
TEST(EmitDetailsTest, SidecarKeepsEverythingThatWasWritten) {
  TestModule test;
  ir::Deployment& app = test.Deploy("api", "i:1");
  ir::Container& sidecar = test.Sidecar(app, "metrics", "m:2");
  sidecar.working_dir = test.Name("/w");
  sidecar.entrypoint = test.Texts({"/run"});
  sidecar.user = test.Text("1000");
  sidecar.command = test.Texts({"serve"});
  sidecar.mounts = {test.Mount("/etc/m.yml", "/m.yml", ir::VolumeType::Bind)};
  sidecar.env = {test.Env("LEVEL", "info")};
  sidecar.secrets = {test.Secret("ov-api-metrics-key", "KEY")};
  sidecar.security.privileged = true;
  sidecar.security.cap_add = test.Texts({"NET_ADMIN"});
  sidecar.security.devices = test.Texts({"/dev/kmsg"});
  sidecar.security.security_opt = test.Texts({"label=disable"});
  sidecar.security.mounts = test.Texts({"tmpfs:/t"});
  sidecar.security.group_add = test.Texts({"video"});
  sidecar.security.cgroupns = test.Text("host");
  sidecar.security.ipc_mode = test.Text("host");
  sidecar.security.memory_max = test.Text("1G");
  sidecar.cpu_quota = test.Name("50%");
  EXPECT_EQ(FileOf(Emit(test), "ov-api-metrics.container"), R"unit(# ov-api-metrics.container (generated by ov config)
[Unit]
Description=Overthink ov-api sidecar: metrics

[Container]
Pod=ov-api.pod
Image=m:2
ContainerName=ov-api-metrics
WorkingDir=/w
Entrypoint=["/run"]
User=1000
Volume=/etc/m.yml:/m.yml
Tmpfs=/t
Environment=LEVEL=info
Secret=ov-api-metrics-key,type=env,target=KEY
AddCapability=NET_ADMIN
AddDevice=/dev/kmsg
SecurityLabelDisable=true
PodmanArgs=--privileged
PodmanArgs=--cgroupns=host
GroupAdd=video
PodmanArgs=--ipc=host
Exec=serve

[Service]
Restart=always
MemoryMax=1G
CPUQuota=50%
TimeoutStartSec=120
)unit");
}

TEST(EmitDetailsTest, UserNamespaceOfAPodBelongsToThePod) {
  TestModule test;
  ir::Deployment& app = test.Deploy("a", "i:1");
  test.Sidecar(app, "s", "s:1");
  app.pod->user_namespace = test.Name("keep-id:uid=1000,gid=1000");
  app.pod->ports = {test.Port("[::1]", 53, 53, ir::Protocol::Udp)};
  const std::vector<OutputFile> files = Emit(test);
  EXPECT_EQ(SectionOf(FileOf(files, "ov-a.pod"), "Pod"), R"unit(PodName=ov-a
Network=ov
PodmanArgs=--userns=keep-id:uid=1000,gid=1000
PodmanArgs=-p [::1]:53:53/udp
)unit");
  EXPECT_THAT(FileOf(files, "ov-a.container"), Not(HasSubstr("UserNS")));
}

struct EncryptedCase {
  std::string_view tool;
  std::string_view backend;
  std::string_view service;
  std::string_view install;
};

TEST(EmitDetailsTest, EncryptedVolumesByToolAndBackend) {
  constexpr std::string_view kComment = "# Encrypted volumes require 'ov start' (no keyring auto-unlock)\n";
  constexpr std::string_view kWanted = "WantedBy=default.target\n";
  constexpr std::string_view kMount = "ExecStartPre=/opt/ov config mount a\n";
  for (const EncryptedCase& it : {EncryptedCase{"/opt/ov", "auto", "0", kWanted},
                                  {"/opt/ov", "", "0", kWanted},
                                  {"/opt/ov", "kdbx", "900", kComment},
                                  {"", "keyring", "900", kWanted},
                                  {"", "config", "900", kComment}}) {
    TestModule test;
    test.module.host.tool = test.Name(it.tool);
    test.module.settings.secret_backend = test.Name(it.backend);
    ir::Deployment& app = test.Deploy("a", "i:1");
    app.app.mounts = {test.Mount("/e/plain", "/e", ir::VolumeType::Encrypted)};
    const std::string unit = FileOf(Emit(test), "ov-a.container");
    EXPECT_EQ(SectionOf(unit, "Service"), "Restart=always\n" + std::string(it.tool.empty() ? "" : kMount) +
                                              "TimeoutStartSec=" + std::string(it.service) + "\n");
    EXPECT_EQ(SectionOf(unit, "Install"), it.install);
  }
}

TEST(EmitDetailsTest, TailscaleSteps) {
  TestModule test;
  ir::Deployment& app = test.Deploy("a", "i:1");
  ir::TunnelPlan& plan = app.tunnel.emplace();
  plan.provider = ir::TunnelProvider::Tailscale;
  plan.ports = {{443, test.Name("https+insecure"), true, {}},
                {22, test.Name("tls-terminated-tcp"), false, {}},
                {53, test.Name("udp"), false, {}}};
  EXPECT_EQ(SectionOf(FileOf(Emit(test), "ov-a.container"), "Service"), R"unit(Restart=always
TimeoutStartSec=900
# Port 443: public (internet-accessible)
ExecStartPost=tailscale funnel --bg --https=443 https+insecure://127.0.0.1:443
# Port 22: private (tailnet-only, tcp)
ExecStartPost=tailscale serve --bg --tls-terminated-tcp=22 tcp://127.0.0.1:22
# Port 53: UDP — not tunneled (tailscale serve does not support UDP; accessible directly between tailnet nodes)
ExecStopPost=-tailscale funnel --https=443 off
ExecStopPost=-tailscale serve --tls-terminated-tcp=22 off
)unit");
}

TEST(EmitDetailsTest, CloudflareCompanionAndIngressFile) {
  TestModule test;
  ir::Deployment& app = test.Deploy("blog", "i:1");
  ir::TunnelPlan& plan = app.tunnel.emplace();
  plan.provider = ir::TunnelProvider::Cloudflare;
  plan.name = test.Name("ov-blog");
  plan.unit = test.Name("ov-blog-tunnel.service");
  plan.config = test.Name("/home/op/.config/ov/tunnels/ov-blog.yml");
  plan.ports = {{8080, test.Name("http"), true, test.Name("blog.example.org")},
                {53, test.Name("udp"), true, test.Name("x.example.org")},
                {22, test.Name("ssh"), true, test.Name("*.example.org\n  - service: \"evil\"")},
                {23, test.Name("tcp"), true, test.Name("on")},
                {24, test.Name("tcp"), true, test.Name("\xEF\xBF\xBF.org")}};
  const std::vector<OutputFile> files = Emit(test);
  EXPECT_THAT(FileOf(files, "ov-blog.container"),
              HasSubstr("After=network-online.target\nWants=ov-blog-tunnel.service\n\n"));
  EXPECT_EQ(FileOf(files, "ov-blog-tunnel.service"), R"unit(# ov-blog-tunnel.service (generated by ov config)
[Unit]
Description=Cloudflare Tunnel for ov-blog
BindsTo=ov-blog.service
After=ov-blog.service

[Service]
ExecStart=cloudflared tunnel --config /home/op/.config/ov/tunnels/ov-blog.yml run ov-blog
Restart=always

[Install]
WantedBy=default.target
)unit");
  EXPECT_EQ(FileOf(files, "tunnels/ov-blog.yml"), R"unit(tunnel: ov-blog
credentials-file: /home/op/.cloudflared/ov-blog.json
ingress:
  - hostname: blog.example.org
    service: http://localhost:8080
  - hostname: "*.example.org\u000a  - service: \"evil\""
    service: ssh://localhost:22
  - hostname: "on"
    service: tcp://localhost:23
  - hostname: "\uffff.org"
    service: tcp://localhost:24
  - service: http_status:404
)unit");
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].name, "ov-blog-tunnel.service");
  EXPECT_EQ(files[0].mode, 0644U);
  EXPECT_EQ(files[2].mode, 0600U);
}

TEST(EmitDetailsTest, NetworksAsUnits) {
  TestModule test;
  test.module.options.with_networks = true;
  test.module.networks = {test.Name("lan"), test.Name("ov")};
  test.Deploy("a", "i:1");
  test.Deploy("b", "i:1").app.network = test.Text("host");
  ir::Deployment& fixed = test.Deploy("c", "i:1");
  fixed.network = test.Text("lan:ip=10.89.0.9");
  fixed.app.network = fixed.network;
  test.Sidecar(test.Deploy("d", "i:1"), "s", "s:1");
  const std::vector<OutputFile> files = Emit(test);
  EXPECT_EQ(FileOf(files, "ov.network"), "# ov.network (generated by ov config)\n[Network]\nNetworkName=ov\n");
  EXPECT_EQ(FileOf(files, "lan.network"), "# lan.network (generated by ov config)\n[Network]\nNetworkName=lan\n");
  EXPECT_THAT(FileOf(files, "ov-a.container"), HasSubstr("\nNetwork=ov.network\n"));
  EXPECT_THAT(FileOf(files, "ov-b.container"), HasSubstr("\nNetwork=host\n"));
  EXPECT_THAT(FileOf(files, "ov-c.container"), HasSubstr("\nNetwork=lan.network:ip=10.89.0.9\n"));
  EXPECT_THAT(FileOf(files, "ov-d.pod"), HasSubstr("\nNetwork=ov.network\n"));
}

// W54, W62.
TEST(EmitDetailsTest, InfoCannotLeaveItsLine) {
  TestModule test;
  ir::Deployment& app = test.Deploy("a", "i:1");
  app.status = ir::Status::Broken;
  app.info = test.Name("one\r\n[Service]\nExecStartPre=rm -rf x\\");
  EXPECT_THAT(FileOf(Emit(test), "ov-a.container"),
              HasSubstr("# Status: broken\n# Info: one [Service] ExecStartPre=rm -rf x\n[Unit]\n"));
}

TEST(EmitDetailsTest, NoLineForAnInfoThatIsAllControlCharacters) {
  TestModule test;
  ir::Deployment& app = test.Deploy("a", "i:1");
  app.status = ir::Status::Broken;
  app.info = test.Name("\xC2\x80");
  EXPECT_THAT(FileOf(Emit(test), "ov-a.container"), HasSubstr("# Status: broken\n[Unit]\n"));
}

TEST(EmitDetailsTest, ANetworkCannotNameAFileElsewhere) {
  TestModule test;
  test.module.options.with_networks = true;
  test.module.networks = {test.Name("../x")};
  ir::Deployment& app = test.Deploy("a", "i:1");
  app.network = test.Text("../x");
  DiagnosticSink diags;
  const std::vector<OutputFile> files = EmitQuadlet(test.module, 1, diags);
  ASSERT_EQ(files.size(), 1U);
  ASSERT_EQ(diags.all().size(), 1U);
  EXPECT_EQ(diags.all()[0].info->code, "value-not-representable");
  EXPECT_EQ(diags.all()[0].span, app.network.span);
}

TEST(EmitDetailsTest, TwoFilesOfOneNameAreReported) {
  TestModule test;
  test.Deploy("a", "i:1");
  test.Deploy("a", "i:2");
  DiagnosticSink diags;
  EXPECT_EQ(EmitQuadlet(test.module, 1, diags).size(), 1U);
  ASSERT_EQ(diags.all().size(), 1U);
  EXPECT_EQ(diags.all()[0].info->code, "name-collision");
}

TEST(EmitDetailsTest, AnyNumberOfJobsGivesTheSameFilesAndFindings) {
  TestModule test;
  for (int i = 0; i < 500; ++i) {
    ir::Deployment& app = test.Deploy("a" + std::to_string(i), "i:1");
    app.app.env = {test.Env("N", std::to_string(i)), test.Env("BAD", i % 50 == 0 ? "\uFFFE" : "")};
    if (i % 3 == 0) test.Sidecar(app, "s", "s:1");
  }
  DiagnosticSink one;
  DiagnosticSink many;
  const std::vector<OutputFile> expected = EmitQuadlet(test.module, 1, one);
  const std::vector<OutputFile> files = EmitQuadlet(test.module, 7, many);
  ASSERT_EQ(files.size(), expected.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(files[i].name, expected[i].name);
    EXPECT_EQ(files[i].bytes, expected[i].bytes);
  }
  ASSERT_EQ(one.all().size(), 10U);
  ASSERT_EQ(many.all().size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(many.all()[i].span, one.all()[i].span);
}

}  // namespace
}  // namespace ovcc::backend
