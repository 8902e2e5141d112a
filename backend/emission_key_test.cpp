#include "backend/emission_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "backend/backend.h"
#include "backend/quadlet/test_module.h"

namespace ovcc::backend {
namespace {

QuickDigest KeyOf(const ir::Module& module) {
  EmitContext context{module.host, module.settings, module.options, {}};
  if (module.options.with_networks) {
    for (const Symbol network : module.networks) context.networks.insert(network.text());
  }
  return EmissionKeys(context).Of(module.deployments.front());
}

// One byte for each file, name and content.
std::string AllFiles(const ir::Module& module) {
  DiagnosticSink diags;
  std::string all;
  for (const OutputFile& file : EmitQuadlet(module, 1, diags)) {
    if (!file.name.ends_with(".network")) all += file.name + "\n" + file.bytes;
  }
  return all;
}

struct Change {
  const char* what;
  std::function<void(TestModule&, ir::Deployment&)> make;
};

TestModule Example() {
  TestModule test;
  ir::Deployment& deployment = test.Deploy("web/one", "registry.example.org/web:1");
  test.Sidecar(deployment, "tailscale", "docker.io/tailscale/tailscale:1");
  deployment.app.mounts = {test.Mount("/plain", "/data", ir::VolumeType::Encrypted)};
  deployment.app.env = {test.Env("A", "1")};
  test.module.networks = {test.Name("ov")};
  return test;
}

const std::vector<Change>& Changes() {
  using Test = TestModule;
  using Deployment = ir::Deployment;
  static const std::vector<Change> kChanges = {
      {"variable", [](Test& t, Deployment& d) { d.app.env[0].value = t.Name("2"); }},
      {"bare variable", [](Test&, Deployment& d) { d.app.env[0].bare = true; }},
      {"in the file", [](Test&, Deployment& d) { d.app.env[0].in_env_file = true; }},
      {"image", [](Test& t, Deployment& d) { d.app.image = t.Text("other:1"); }},
      {"command", [](Test& t, Deployment& d) { d.app.command.push_back(t.Text("-x")); }},
      {"words move", [](Test& t, Deployment& d) { d.app.command = t.Texts({"supervisord", "-n -c", "/x"}); }},
      {"user", [](Test& t, Deployment& d) { d.app.user = t.Text("1000"); }},
      {"working directory", [](Test& t, Deployment& d) { d.app.working_dir = t.Name("/x"); }},
      {"mount", [](Test& t, Deployment& d) { d.app.mounts.push_back(t.Mount("v", "/v")); }},
      {"kind of mount", [](Test&, Deployment& d) { d.app.mounts[0].type = ir::VolumeType::Named; }},
      {"capability", [](Test& t, Deployment& d) { d.app.security.cap_add.push_back(t.Text("NET_RAW")); }},
      {"privileged", [](Test&, Deployment& d) { d.app.security.privileged = true; }},
      {"limit", [](Test& t, Deployment& d) { d.app.security.memory_max = t.Text("1G"); }},
      {"quota", [](Test& t, Deployment& d) { d.app.cpu_quota = t.Name("50%"); }},
      {"devices", [](Test&, Deployment& d) { d.app.nvidia = true; }},
      {"environment file", [](Test& t, Deployment& d) { d.app.env_file = t.Name("/x.env"); }},
      {"secret", [](Test& t, Deployment& d) { d.app.secrets.push_back(t.Secret("ov-x", "X")); }},
      {"port", [](Test& t, Deployment& d) { d.pod->ports.push_back(t.Port("127.0.0.1", 80, 80)); }},
      {"resolver", [](Test& t, Deployment& d) { d.pod->dns.push_back(t.Name("10.0.0.1")); }},
      {"sidecar", [](Test& t, Deployment& d) { d.sidecar_containers[0].env.push_back(t.Env("B", "1")); }},
      {"name of the sidecar", [](Test& t, Deployment& d) { d.sidecars[0].name = t.Name("other"); }},
      {"status", [](Test&, Deployment& d) { d.status = ir::Status::Broken; }},
      {"info", [](Test& t, Deployment& d) { d.status = ir::Status::Testing, d.info = t.Name("new"); }},
      {"instance", [](Test& t, Deployment& d) { d.instance = t.Name("two"); }},
      {"no pod", [](Test&, Deployment& d) { d.pod.reset(), d.sidecar_containers.clear(), d.sidecars.clear(); }},
      {"tunnel",
       [](Test& t, Deployment& d) {
         d.tunnel = ir::TunnelPlan{ir::TunnelProvider::Tailscale, {{443, t.Name("http"), true, {}}}, {}, {}, {}};
       }},
      {"target", [](Test& t, Deployment&) { t.module.options.target = ir::PodmanVersion{5, 4}; }},
      {"networks", [](Test& t, Deployment&) { t.module.options.with_networks = true; }},
      {"keyring", [](Test& t, Deployment&) { t.module.settings.secret_backend = t.Name("config"); }},
      {"tool", [](Test& t, Deployment&) { t.module.host.tool = t.Name("/usr/bin/ov"); }},
      {"entry", [](Test& t, Deployment& d) { d.entry.info = t.Text("as written"); }},
      {"history",
       [](Test& t, Deployment& d) { d.security_steps.push_back({t.Name("cap_add"), t.Text("X"), {}, {}, {}}); }},
      {"injected", [](Test& t, Deployment& d) { d.injected.push_back(t.Env("I", "1")); }},
      {"place", [](Test&, Deployment& d) { d.span = {900, 901}; }},
  };
  return kChanges;
}

TEST(EmissionKey, IsThatOfEqualDeployments) { EXPECT_EQ(KeyOf(Example().module), KeyOf(Example().module)); }

TEST(EmissionKey, ChangesWhereverAFileDoes) {
  const TestModule before = Example();
  std::size_t seen = 0;
  for (const Change& change : Changes()) {
    TestModule after = Example();
    change.make(after, after.module.deployments.front());
    if (AllFiles(after.module) == AllFiles(before.module)) continue;
    ++seen;
    EXPECT_NE(KeyOf(after.module), KeyOf(before.module)) << change.what;
  }
  EXPECT_GE(seen, 28U);
}

TEST(EmissionKey, StaysWherePlacesAndHistoryChange) {
  for (const Change& change : Changes()) {
    const std::string_view what = change.what;
    if (what != "entry" && what != "history" && what != "injected" && what != "place") continue;
    TestModule after = Example();
    change.make(after, after.module.deployments.front());
    EXPECT_EQ(KeyOf(after.module), KeyOf(Example().module)) << what;
  }
}

// Knows the files of one earlier emission, as long as the keys are the same.
class Memory final : public EmissionMemory {
 public:
  std::vector<OutputFile> Find(std::size_t index, std::string_view deploy_key, const QuickDigest& key) override {
    if (index >= keys.size() || keys[index] != key) return {};
    std::vector<OutputFile> known;
    for (const OutputFile& file : files) {
      if (file.owner == deploy_key) known.push_back({file.name, {}, file.mode, file.owner, {}, "known"});
    }
    return known;
  }
  void Keep(std::size_t index, const QuickDigest& key) override {
    if (keys.size() <= index) keys.resize(index + 1);
    keys[index] = key;
  }

  std::vector<OutputFile> files;
  std::vector<QuickDigest> keys;
};

TEST(EmissionMemory, RendersWhatIsNotKnown) {
  TestModule test = Example();
  test.Deploy("db", "registry.example.org/db:1");
  std::ranges::reverse(test.module.deployments);  // by key
  DiagnosticSink diags;
  Memory memory;
  memory.files = EmitQuadlet(test.module, 1, memory, diags);
  ASSERT_EQ(memory.files.size(), 4U);
  EXPECT_TRUE(diags.all().empty());

  test.module.deployments[0].app.working_dir = test.Name("/other");
  std::vector<OutputFile> files = EmitQuadlet(test.module, 2, memory, diags);
  const std::vector<OutputFile> all = EmitQuadlet(test.module, 1, diags);
  ASSERT_EQ(files.size(), all.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(files[i].name, all[i].name);
    EXPECT_EQ(files[i].mode, all[i].mode);
    const bool is_known = all[i].owner != "db";
    EXPECT_EQ(files[i].hash, is_known ? "known" : "");
    EXPECT_EQ(files[i].bytes, is_known ? "" : all[i].bytes);
    EXPECT_EQ(RenderFile(test.module, files[i]), all[i].bytes);
  }
  EXPECT_EQ(RenderFile(test.module, {"x.container", {}, 0600, "db"}), std::nullopt);
  EXPECT_EQ(RenderFile(test.module, {"ov-db.container", {}, 0600, "none"}), std::nullopt);
}

TEST(EmissionMemory, KeepsNothingThatHasFindings) {
  TestModule test;
  ir::Deployment& deployment = test.Deploy("web", "image:1");
  deployment.app.working_dir = test.Name("/a\nb");
  DiagnosticSink diags;
  Memory memory;
  (void)EmitQuadlet(test.module, 1, memory, diags);
  EXPECT_FALSE(diags.all().empty());
  EXPECT_TRUE(memory.keys.empty());
}

}  // namespace
}  // namespace ovcc::backend
