#include "frontend/read/entry_flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "frontend/read/module_fixture.h"

namespace ovcc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Findings and edits of a run with `--entry web` on an image `web`.
struct FlagRun : ModuleFixture {
  FlagRun() {
    AddImage("web");
    flags().entry = "web";
  }
  const ir::Entry& Entry(std::string_view text = "deploy: {web: }") {
    Finish(text);
    return deployment("web").entry;
  }
};

// §18.3.
TEST(EnsureEntryTest, CreatesAMissingEntry) {
  FlagRun run;
  run.flags().instance = "blue";
  run.Finish("deploy: {web: }");
  EXPECT_THAT(run.Findings(), IsEmpty());
  const ir::Deployment& created = run.deployment("web/blue");
  EXPECT_EQ(created.base_name.text(), "web");
  EXPECT_EQ(created.instance.text(), "blue");
  EXPECT_EQ(created.image.text(), "web");
  EXPECT_EQ(run.sources.Locate(created.span).file, "<command line>");
}

TEST(EnsureEntryTest, ReportsUnknownEntries) {
  FlagRun run;
  run.flags().entry = "wbe";
  run.Finish("deploy: {web: }");
  EXPECT_THAT(run.Findings(), ElementsAre("entry-unknown 'wbe'"));
  EXPECT_THAT(run.diags.all()[0].help, testing::HasSubstr("`web`"));
  EXPECT_EQ(run.module.deployments.size(), 1U);
}

TEST(EnsureEntryTest, LeavesEntriesOfOtherTargetsAlone) {
  FlagRun run;
  run.Finish("deploy: {web: {target: vm}}");
  EXPECT_THAT(run.Findings(), ElementsAre("entry-unknown 'web'"));
  ASSERT_EQ(run.diags.all()[0].labels.size(), 1U);
  EXPECT_EQ(run.diags.all()[0].labels[0].text, "`web` is an entry of target `vm`");
  EXPECT_THAT(run.module.deployments, IsEmpty());
}

TEST(EnsureEntryTest, ReportsBrokenKeys) {
  FlagRun run;
  run.flags().instance = "a b";
  run.Finish("deploy: {web: }");
  EXPECT_THAT(run.Findings(), ElementsAre("deploy-key-invalid 'a b'"));
}

TEST(EntryFlagsTest, EditOnlyTheNamedEntry) {
  FlagRun run;
  run.flags().network = "lan";
  run.Finish("deploy: {web: , web/x: }");
  EXPECT_EQ(run.deployment("web").entry.network.text(), "lan");
  EXPECT_TRUE(run.deployment("web/x").entry.network.empty());
}

TEST(EntryFlagsTest, AttachSidecars) {
  FlagRun run;
  run.flags().sidecars = {"tailscale", "a b", "tailscale", "aaa"};
  const ir::Entry& entry = run.Entry("deploy: {web: {sidecars: {tailscale: {image: mine}}}}");
  ASSERT_EQ(entry.sidecars.size(), 2U);
  EXPECT_EQ(entry.sidecars[0].name.text(), "aaa");
  EXPECT_EQ(entry.sidecars[1].image.text(), "mine");
  EXPECT_THAT(run.Findings(), ElementsAre("sidecar-name-invalid 'a b'"));
}

// §5.3, W11: keys of the merged sidecar, and every TS_* for tailscale.
TEST(EnvFlagsTest, RouteToSidecars) {
  FlagRun run;
  run.flags().sidecars = {"tailscale"};
  run.flags().env = {"TS_ACCEPT_DNS=true", "TS_NEW=1", "A=1,2", "LEVEL=debug", "TS_NEW=2"};
  const ir::Entry& entry = run.Entry("deploy: {web: {env: [B=1], sidecars: {logs: {image: x, env: {LEVEL: info}}}}}");
  EXPECT_THAT(run.Findings(), IsEmpty());
  EXPECT_THAT(Assignments(*entry.env), ElementsAre("B=1", "A=1,2"));
  EXPECT_EQ(entry.env->back().origin, ir::Origin::Flag);
  EXPECT_EQ(run.sources.TextOf(entry.env->back().span), "A=1,2");
  EXPECT_THAT(Assignments(entry.sidecars[0].env), ElementsAre("LEVEL=debug"));
  EXPECT_THAT(Assignments(entry.sidecars[1].env), ElementsAre("TS_ACCEPT_DNS=true", "TS_NEW=2"));
  EXPECT_EQ(entry.sidecars[1].env[0].origin, ir::Origin::Flag);
  EXPECT_THAT(run.routed, ElementsAre("Routed TS_ACCEPT_DNS to sidecar tailscale", "Routed TS_NEW to sidecar tailscale",
                                      "Routed LEVEL to sidecar logs", "Routed TS_NEW to sidecar tailscale"));
}

// Without the sidecar its variables are the app's business.
TEST(EnvFlagsTest, KeepUnclaimedVariables) {
  FlagRun run;
  run.flags().env = {"TS_HOSTNAME=x"};
  EXPECT_THAT(Assignments(*run.Entry().env), ElementsAre("TS_HOSTNAME=x"));
  EXPECT_THAT(run.routed, IsEmpty());
}

// W63: the value must not reach a file.
TEST(EnvFlagsTest, RefuseSidecarSecrets) {
  FlagRun run;
  run.flags().sidecars = {"tailscale"};
  run.flags().env = {"TS_AUTHKEY=tskey-1"};
  const ir::Entry& entry = run.Entry();
  ASSERT_EQ(run.diags.all().size(), 1U);
  EXPECT_EQ(run.diags.all()[0].info->code, "secret-in-plaintext");
  EXPECT_THAT(run.diags.all()[0].message, testing::Not(testing::HasSubstr("tskey-1")));
  EXPECT_TRUE(run.diags.all()[0].hide_source);
  EXPECT_FALSE(entry.env);
  EXPECT_THAT(entry.sidecars[0].env, IsEmpty());
}

TEST(EnvFlagsTest, RefuseAmbiguousVariables) {
  FlagRun run;
  run.flags().env = {"X=1"};
  const ir::Entry& entry =
      run.Entry("deploy: {web: {sidecars: {a: {image: i, env: {X: 0}}, b: {image: i, env: {X: 0}}}}}");
  EXPECT_THAT(run.Findings(), ElementsAre("sidecar-route-ambiguous 'X=1'"));
  EXPECT_FALSE(entry.env);
}

// W50: a bare name that a sidecar knows is passed through to it.
TEST(EnvFlagsTest, RouteBareNames) {
  FlagRun run;
  run.flags().sidecars = {"tailscale"};
  run.flags().env = {"TS_HOSTNAME", "PASSED"};
  const ir::Entry& entry = run.Entry();
  EXPECT_THAT(run.Findings(), ElementsAre("env-bare 'TS_HOSTNAME'", "env-bare 'PASSED'"));
  EXPECT_THAT(Assignments(entry.sidecars[0].env), ElementsAre("TS_HOSTNAME"));
  EXPECT_TRUE(entry.sidecars[0].env[0].bare);
  EXPECT_THAT(Assignments(*entry.env), ElementsAre("PASSED"));
}

// W32: a list that a flag makes starts from the image's, or from that of its nearest base.
TEST(EnvFlagsTest, StartFromTheImagesList) {
  for (const bool on_base : {false, true}) {
    FlagRun run;
    run.AddImage("base");
    const Symbol owner = run.names.Intern(on_base ? "base" : "web");
    run.module.FindImage(run.names.Intern("web"))->base.value = run.names.Intern("base");
    ir::EnvEntry entry;
    entry.name = run.names.Intern("IMG");
    entry.value = run.names.Intern("1");
    entry.origin = ir::Origin::Image;
    run.module.FindImage(owner)->env = {entry};
    run.flags().env = {"A=1"};
    EXPECT_THAT(Assignments(*run.Entry().env), ElementsAre("IMG=1", "A=1"));
  }
}

TEST(EnvFlagsTest, StopAtBaseCycles) {
  FlagRun run;
  run.module.FindImage(run.names.Intern("web"))->base.value = run.names.Intern("web");
  run.flags().env = {"A=1"};
  EXPECT_THAT(Assignments(*run.Entry().env), ElementsAre("A=1"));
}

// W33: `--clean` makes the `-e` list the whole list, also when it is empty.
TEST(EnvFlagsTest, CleanReplacesTheList) {
  for (const std::vector<std::string>& env : {std::vector<std::string>{}, std::vector<std::string>{"B=2"}}) {
    FlagRun run;
    run.flags().clean = true;
    run.flags().env = env;
    EXPECT_EQ(Assignments(*run.Entry("deploy: {web: {env: [A=1]}}").env), env);
  }
}

TEST(EnvFlagsTest, ReportNames) {
  FlagRun run;
  run.flags().env = {"A B=1", "=x", "a.b=1", "A=\xFF"};
  const ir::Entry& entry = run.Entry();
  EXPECT_THAT(run.Findings(), ElementsAre("env-key-broken 'A B=1'", "env-key-broken '=x'", "env-key-suspect 'a.b=1'",
                                          "not-utf8 'A=\xFF'"));
  EXPECT_THAT(Assignments(*entry.env), ElementsAre("a.b=1"));
}

TEST(EntryFlagsTest, NameAnEnvFile) {
  FlagRun run;
  run.files.Put("/work dir/x.env", "A=1\n");
  run.flags().env_file = "x.env";
  run.Finish("deploy: {web: {env_file: /other}}");
  const ir::Deployment& web = run.deployment("web");
  EXPECT_THAT(run.Findings(), IsEmpty());
  EXPECT_TRUE(web.entry.env_file_from_flag);
  ASSERT_TRUE(web.env_file);
  EXPECT_EQ(web.env_file->path.text(), "/work dir/x.env");
  EXPECT_EQ(web.env_file->entries[0].origin, ir::Origin::FlagFile);
}

// §6.3: first mention of a name among the flags; W17: merged by name over the entry.
TEST(EntryFlagsTest, MergeVolumes) {
  FlagRun run;
  run.variables["OV_VOLUMES_WEB"] = "a:encrypted,v:bind";
  run.flags().volumes = {"a:bind:/a"};
  run.flags().binds = {"a=/never", "b", "c=~/c"};
  run.flags().encrypts = {"d"};
  const ir::Entry& entry = run.Entry("deploy: {web: {volumes: [{name: kept, path: /k}, {name: c, path: /c}]}}");
  EXPECT_THAT(run.Findings(), IsEmpty());
  EXPECT_THAT(Records(entry.volumes), ElementsAre("kept:n::/k", "c:b:~/c:/c", "a:b:/a:", "v:b::", "b:b::", "d:e::"));
}

TEST(EntryFlagsTest, ReportVolumes) {
  FlagRun run;
  run.flags().volumes = {"a:what"};
  run.flags().binds = {"B=/x"};
  EXPECT_THAT(run.Entry().volumes, IsEmpty());
  EXPECT_THAT(run.Findings(), ElementsAre("volume-type-unknown 'what'", "volume-name-invalid 'B'"));
}

TEST(EntryFlagsTest, OverridePorts) {
  FlagRun run;
  run.flags().ports = {"9000:80", "x:80"};
  const ir::Entry& entry = run.Entry();
  ASSERT_EQ(entry.port_overrides.size(), 1U);
  EXPECT_EQ(entry.port_overrides[0].host, 9000);
  EXPECT_EQ(entry.port_overrides[0].container, 80);
  EXPECT_THAT(run.Findings(), ElementsAre("port-override-invalid 'x:80'"));
}

TEST(EntryFlagsTest, SetLimitsOverTheEntry) {
  FlagRun run;
  run.flags().memory_max = "2g";
  run.flags().memory_swap_max = "much";
  run.flags().cpus = "1.5";
  const ir::Entry& entry = run.Entry("deploy: {web: {security: {memory_max: 1g, memory_high: 900m}}}");
  EXPECT_EQ(entry.security->memory_max.text(), "2g");
  EXPECT_EQ(entry.security->memory_high.text(), "900m");
  EXPECT_TRUE(entry.security->memory_swap_max.empty());
  EXPECT_EQ(entry.security->cpus.text(), "1.5");
  EXPECT_THAT(run.Findings(), ElementsAre("size-invalid 'much'"));
}

TEST(EntryFlagsTest, RefuseEmptyAndControlTexts) {
  FlagRun run;
  run.flags().network = "";
  run.flags().env_file = "a\nb";
  const ir::Entry& entry = run.Entry("deploy: {web: {network: lan}}");
  EXPECT_EQ(entry.network.text(), "lan");
  EXPECT_TRUE(entry.env_file.empty());
  EXPECT_THAT(run.Findings(), ElementsAre("control-char '\n'", "flag-invalid ''"));
}

}  // namespace
}  // namespace ovcc
