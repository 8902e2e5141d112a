// Every invariant, each broken alone by a small module.
#include "ir/verifier.h"

#include <gtest/gtest.h>

#include "ir/parser.h"

namespace ovcc::ir {
namespace {

/// Violations of `module after="AFTER" { BODY }`, one a line.
std::string ViolationsOf(std::string_view after, std::string_view body) {
  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  const auto file = sources.Add("test.ovir", fmt::format("module after=\"{}\" {{\n{}\n}}\n", after, body));
  const std::optional<Module> module = Parse(sources, *file, names, diags);
  for (const Diagnostic& diagnostic : diags.all()) ADD_FAILURE() << body << ": " << diagnostic.message;
  if (!module) return "not read";

  const bool whole = Verify(*module, diags);
  EXPECT_EQ(whole, diags.all().empty());
  std::string violations;
  for (const Diagnostic& diagnostic : diags.all()) {
    EXPECT_EQ(diagnostic.info->code, "ir-invariant");
    constexpr std::string_view kPrefix = "the module breaks an invariant: ";
    EXPECT_TRUE(diagnostic.message.starts_with(kPrefix));
    if (!violations.empty()) violations += '\n';
    violations += diagnostic.message.substr(kPrefix.size());
  }
  return violations;
}

struct Case {
  std::string_view body;
  std::string_view violations;
};

void CheckCases(std::string_view after, std::initializer_list<Case> cases) {
  for (const auto& [body, violations] : cases) EXPECT_EQ(ViolationsOf(after, body), violations) << body;
}

TEST(Verifier, ContractLevel) {
  CheckCases(
      "",
      {
          {R"(host home="home/op")", "the home folder `home/op` is not absolute"},
          {R"(settings volumes-path="v")", "the path of volumes `v` is not absolute"},
          {R"(settings encrypted-storage-path="e")", "the path of encrypted volumes `e` is not absolute"},
          {R"(layer "")", "layer has no name"},
          {"layer \"a\"\nlayer \"a\"", "`a` stands twice in the list of layers"},
          {"layer \"b\"\nlayer \"a\"", "`a` stands behind `b` in the list of layers"},
          {"image \"b\"\nimage \"a\"", "`a` stands behind `b` in the list of images"},
          {"distro \"b\"\ndistro \"a\"", "`a` stands behind `b` in the list of distros"},
          {"template \"b\"\ntemplate \"a\"", "`a` stands behind `b` in the list of sidecar templates"},
          {"deployment \"b\" base=\"b\"\ndeployment \"a\" base=\"a\"",
           "`a` stands behind `b` in the list of deployments"},
          {R"(deployment "")", "key `` of a deployment is not its base and instance ``"},
          {R"(deployment "a/b" base="a")", "key `a/b` of a deployment is not its base and instance `a`"},
          {R"(deployment "a/b" base="a" instance="b")", ""},
          {R"(deployment "a" base="a" image="x")", "deployment `a` uses image `x`, which the module does not have"},
          {R"(image "a" { port 0 80 })", "a port mapping has port 0 but is not `auto`"},
          {R"(image "a" { port 0 0 automatic=true })", ""},
          {R"(image "a" { env "" "x" })", "an environment entry has no name"},
          {R"(image "a" { env "A" "x" bare=true })", "`A` is bare but has a value"},
          {R"(deployment "a" base="a" { entry { env "" "x" } })", "an environment entry has no name"},
          {R"(deployment "a" base="a" { entry { port 80 0 } })", "a port mapping has port 0 but is not `auto`"},
          {R"(deployment "a" base="a" { entry { resolved-port 80 0 } })",
           "a port mapping has port 0 but is not `auto`"},
          {R"(deployment "a" base="a" { entry { port-override 0 80 } })",
           "a port mapping has port 0 but is not `auto`"},
          {"deployment \"a\" base=\"a\" { entry { sidecar \"y\"\nsidecar \"x\" } }",
           "`x` stands behind `y` in the list of sidecars"},
          {R"(deployment "a" base="a" { entry { contract } })", "entry `a` still has the contract of a foreign image"},
          {R"(deployment "a" base="a" { env-file ".env" })", "environment file `.env` is not absolute"},
          {R"(deployment "a" base="a" { workspace-env "w" })", "environment file `w` is not absolute"},
          {R"(deployment "a" base="a" { env-file "/e" { env "" "x" } })", "an environment entry has no name"},
      });
}

TEST(Verifier, UnknownPass) { EXPECT_EQ(ViolationsOf("nope", ""), "no pass is called `nope`"); }

TEST(Verifier, Images) {
  const std::string deployed = "deployment \"a\" base=\"a\" image=\"x\"\n";
  const auto with_image = [&](std::string_view after, std::string_view image) {
    return ViolationsOf(after, fmt::format("layer \"l\"\nimage \"b\"\nimage \"x\" {{\n{}\n}}\n{}", image, deployed));
  };
  EXPECT_EQ(with_image("compose-layers", R"(chain "b" "x")"), "");
  EXPECT_EQ(with_image("compose-layers", ""), "the base chain of image `x` does not end with it");
  EXPECT_EQ(with_image("compose-layers", R"(chain "x" "b")"), "the base chain of image `x` does not end with it");
  EXPECT_EQ(with_image("compose-layers", R"(chain "y" "x")"),
            "the base chain of image `x` names `y`, which the module does not have");
  EXPECT_EQ(with_image("compose-layers", "chain \"x\"\nall-layers \"m\""),
            "image `x` is made of layer `m`, which the module does not have");
  EXPECT_EQ(with_image("compose-layers", "chain \"x\"\nnew-layers \"l\" \"l\""),
            "layer `l` stands twice in the order of image `x`");

  EXPECT_EQ(with_image("collect-contract", "effective"), "");
  EXPECT_EQ(with_image("collect-contract", R"(chain "x")"), "image `x` is deployed but has no effective contract");
  EXPECT_EQ(with_image("collect-contract", R"(effective home="h")"), "home `h` of image `x` is not absolute");
  EXPECT_EQ(with_image("collect-contract", R"(effective { env "" "" })"), "an environment entry has no name");
  EXPECT_EQ(with_image("collect-contract", R"(effective { port 0 1 })"), "a port mapping has port 0 but is not `auto`");
  for (const std::string_view field :
       {"env-accepts", "env-requires", "secret-accepts", "secret-requires", "mcp-accepts", "mcp-requires"}) {
    EXPECT_EQ(with_image("collect-contract", fmt::format("effective {{ contract {{ {0} \"B\"\n{0} \"A\" }} }}", field)),
              fmt::format("`A` stands behind `B` in {} of image `x`", field));
  }
  for (const std::string_view field : {"env-provides", "mcp-provides", "volume"}) {
    EXPECT_EQ(with_image("collect-contract",
                         fmt::format("effective {{ contract {{ {0} \"A\" \"\"\n{0} \"A\" \"\" }} }}", field)),
              fmt::format("`A` stands twice in {} of image `x`", field));
  }
}

/// Each case is the inside of `deployment "a"`.
void CheckDeployments(std::string_view after, std::initializer_list<Case> cases) {
  for (const auto& [body, violations] : cases) {
    EXPECT_EQ(ViolationsOf(after, fmt::format("deployment \"a\" base=\"a\" {{\n{}\n}}", body)), violations) << body;
  }
}

TEST(Verifier, OverlayDeployAndSidecars) {
  CheckDeployments("overlay-deploy", {{R"(written-env "" "x")", "an environment entry of `a` has no name"}});
  CheckDeployments("merge-sidecars",
                   {
                       {R"(sidecar "s")", "deployment `a` has 1 sidecars but 0 containers for them"},
                       {"sidecar \"s\"\nsidecar-container \"\"", ""},
                       {"sidecar \"t\"\nsidecar \"s\"\nsidecar-container \"\"\nsidecar-container \"\"",
                        "`s` stands behind `t` in the sidecars of `a`"},
                   });
}

TEST(Verifier, Volumes) {
  CheckDeployments("back-volumes",
                   {
                       {"app { mount \"v\" \"ov-a-v\" \"/v\"\nmount \"w\" \"/srv\" \"/w\" type=bind }", ""},
                       {R"(app { mount "v" "ov-a-v" "v" })", "target `v` of volume `v` of `a` is not absolute"},
                       {R"(app { mount "v" "" "/v" })", "volume `v` of `a` has the source ``"},
                       {R"(app { mount "v" "srv" "/v" type=bind })", "volume `v` of `a` has the source `srv`"},
                       {R"(app { mount "v" "srv" "/v" type=encrypted })", "volume `v` of `a` has the source `srv`"},
                       {"app { mount \"w\" \"/srv\" \"/w\" type=bind\nmount \"v\" \"ov-a-v\" \"/v\" }",
                        "the named volume `v` of `a` stands behind a bind"},
                       {"app { mount \"v\" \"ov-a-v\" \"/v\"\nmount \"w\" \"ov-a-w\" \"/v\" }",
                        "two volumes of `a` are mounted at `/v`"},
                       {"sidecar \"s\"\nsidecar-container \"\" { mount \"v\" \"x\" \"v\" }",
                        "target `v` of volume `v` of `a` is not absolute"},
                   });
}

TEST(Verifier, SecurityAndPorts) {
  CheckDeployments(
      "merge-security",
      {
          {R"(app { security { memory-max "6G" } })", ""},
          {R"(app { security { memory-max "6g" } })", "memory size `6g` of `a` is not spelt for systemd"},
          {R"(app { security { memory-high "6m" } })", "memory size `6m` of `a` is not spelt for systemd"},
          {R"(app { security { memory-swap-max "1t" } })", "memory size `1t` of `a` is not spelt for systemd"},
          {"sidecar \"s\"\nsidecar-container \"\" { security { memory-max \"6k\" } }",
           "memory size `6k` of `a` is not spelt for systemd"},
      });
  CheckDeployments(
      "publish-ports",
      {
          {R"(port 80 80 address="127.0.0.1")", ""},
          {R"(port 80 80)", "port 80:80 of `a` lacks an address or a number"},
          {R"(port 0 80 address="127.0.0.1" automatic=true)", "port 0:80 of `a` lacks an address or a number"},
          {R"(port 80 0 address="127.0.0.1")", "port 80:0 of `a` lacks an address or a number"},
      });
}

TEST(Verifier, Registry) {
  const std::string deployments = "deployment \"a\" base=\"a\"\ndeployment \"b\" base=\"b\"\n";
  const auto check = [&](std::string_view records) {
    return ViolationsOf("resolve-provides", deployments + std::string(records));
  };
  EXPECT_EQ(check("provided-env \"Z\" \"1\" source=\"x\" external=true\nprovided-env \"A\" \"1\" source=\"a\"\n"
                  "provided-env \"A\" \"1\" source=\"b\""),
            "");
  EXPECT_EQ(check(R"(provided-env "" "1" source="a")"), "a record of `a` has no name");
  EXPECT_EQ(check(R"(provided-env "A" "1" source="x")"), "`A` comes from `x`, which is no deployment");
  EXPECT_EQ(check("provided-env \"A\" \"1\" source=\"a\"\nprovided-env \"B\" \"1\" source=\"x\" external=true"),
            "the external record `B` stands behind a compiled one");
  EXPECT_EQ(check("provided-mcp \"A\" \"1\" source=\"b\"\nprovided-mcp \"A\" \"1\" source=\"a\""),
            "the records of `a` stand behind those of `b`");
}

TEST(Verifier, Environment) {
  CheckDeployments("filter-provides", {
                                          {R"(injected "A" "1" from=provide source="b")", ""},
                                          {R"(injected "A" "1")", "`A` of `a` is injected but nobody provides it"},
                                          {"injected \"A\" \"1\" from=provide\ninjected \"A\" \"2\" from=provide",
                                           "`A` stands twice in what `a` receives from others"},
                                      });
  CheckDeployments("bind-env",
                   {
                       {"app { env \"A\" \"1\"\nenv \"A\" \"2\" }", "`A` stands twice in the environment of `a`"},
                       {R"(app { env "" "1" })", "a variable of `a` has no name"},
                       {R"(app { env "A" "1" bare=true })", "`A` of `a` is bare but has a value"},
                       {"sidecar \"s\"\nsidecar-container \"\" { env \"\" \"1\" }", "a variable of `a` has no name"},
                   });
  CheckDeployments("enrich-no-proxy",
                   {
                       {R"(app { env "HTTPS_PROXY" "http://p" })", "deployment `a` uses a proxy but has no NO_PROXY"},
                       {R"(app { env "HTTPS_PROXY" "" bare=true })", ""},
                       {"app { env \"http_proxy\" \"http://p\"\nenv \"no_proxy\" \"ov-a\" }", ""},
                   });
  const std::string required =
      "image \"x\" { effective { contract { env-requires \"A\" } } }\ndeployment \"a\" base=\"a\" image=\"x\"";
  EXPECT_EQ(ViolationsOf("require-env", required), "nothing binds `A`, which `a` requires");
  EXPECT_EQ(ViolationsOf("require-env", required + R"( { app { env "A" "" } })"), "");
}

TEST(Verifier, SecretsAndTunnels) {
  CheckDeployments("plan-secrets",
                   {
                       {R"(app { secret "s" "ov-a-s" env="S" })", ""},
                       {R"(app { secret "s" "" env="S" })", "secret `s` of `a` has no name for podman"},
                       {R"(app { secret "s" "ov-a-s" })", "secret `s` of `a` needs a variable or a path, one of them"},
                       {R"(app { secret "s" "ov-a-s" env="S" target="/s" })",
                        "secret `s` of `a` needs a variable or a path, one of them"},
                       {"sidecar \"x\"\nsidecar-container \"\" { secret \"s\" \"\" env=\"S\" }",
                        "secret `s` of `a` has no name for podman"},
                   });
  const std::string port = "port 443 443 address=\"127.0.0.1\"\n";
  const auto check = [&](std::string_view tunnel) {
    return ViolationsOf("plan-tunnels", fmt::format("deployment \"a\" base=\"a\" {{\n{}{}\n}}", port, tunnel));
  };
  EXPECT_EQ(check(R"(tunnel tailscale { port 443 "https" })"), "");
  EXPECT_EQ(check(R"(tunnel { port 443 "https" })"), "the tunnel of `a` has no provider");
  EXPECT_EQ(check(R"(tunnel tailscale { port 80 "http" })"), "port 80 of the tunnel of `a` is not published");
  EXPECT_EQ(check(R"(tunnel cloudflare name="t" unit="t.service" config="/t.yml" { port 443 "https" })"), "");
  for (const std::string_view wrong : {R"(unit="t.service" config="/t.yml")", R"(name="t" unit="t" config="/t.yml")",
                                       R"(name="t" unit="t.service" config="t.yml")"}) {
    EXPECT_EQ(check(fmt::format("tunnel cloudflare {} {{ port 443 \"https\" }}", wrong)),
              "the cloudflare tunnel of `a` lacks its name, unit or ingress file");
  }
}

TEST(Verifier, Pods) {
  const std::string_view sidecar = "sidecar \"s\"\nsidecar-container \"ov-a-s\" { image \"s\" }\n";
  const auto with_sidecar = [&](std::string_view rest) {
    return ViolationsOf("form-pods", fmt::format("deployment \"a\" base=\"a\" {{\n{}{}\n}}", sidecar, rest));
  };
  CheckDeployments("form-pods", {
                                    {"app \"ov-a\" { image \"i\"\nnetwork \"ov\" }", ""},
                                    {"app { image \"i\"\nnetwork \"ov\" }", "a container of `a` has no name"},
                                    {R"(app "ov-a" { network "ov" })", "container `ov-a` of `a` has no image"},
                                    {R"(app "ov-a" { image "i" })", "container `ov-a` of `a` has no network"},
                                    {"app \"ov-a\" { image \"i\"\nnetwork \"ov\"\nport 1 1 }",
                                     "published port 1:1 of `a` lacks an address or a number"},
                                    {"app \"ov-a\" { image \"i\" }\npod \"ov-a\" { network \"ov\" }",
                                     "deployment `a` has a pod without a sidecar, or a sidecar without a pod"},
                                });
  EXPECT_EQ(with_sidecar("app \"ov-a\" { image \"i\" }\npod \"ov-a\" { network \"ov\" }"), "");
  EXPECT_EQ(with_sidecar("app \"ov-a\" { image \"i\"\nnetwork \"ov\" }"),
            "deployment `a` has a pod without a sidecar, or a sidecar without a pod");
  EXPECT_EQ(with_sidecar("app \"ov-a\" { image \"i\" }\npod \"ov-a\""), "the pod of `a` lacks its name or network");
  EXPECT_EQ(with_sidecar("app \"ov-a\" { image \"i\" }\npod \"ov-a\" { network \"ov\"\nport 1 0 }"),
            "published port 1:0 of `a` lacks an address or a number");
  EXPECT_EQ(with_sidecar("app \"ov-a-s\" { image \"i\" }\npod \"ov-a\" { network \"ov\" }"),
            "a second container is called `ov-a-s`");
  for (const std::string_view owned :
       {R"(network "ov")", R"(port 1 1 address="127.0.0.1")", R"(user-namespace "keep-id")"}) {
    EXPECT_EQ(with_sidecar(fmt::format("app \"ov-a\" {{ image \"i\"\n{} }}\npod \"ov-a\" {{ network \"ov\" }}", owned)),
              "container `ov-a` of `a` has what its pod owns");
  }
  EXPECT_EQ(ViolationsOf("form-pods", "network \"b\"\nnetwork \"a\""), "network `a` is not in order");
}

TEST(Verifier, LaterPassesKeepWhatEarlierOnesEstablished) {
  const std::string_view body = R"(deployment "a" base="a" { app { mount "v" "x" "v" } })";
  EXPECT_EQ(ViolationsOf("merge-sidecars", body), "");
  EXPECT_EQ(ViolationsOf("back-volumes", body), "target `v` of volume `v` of `a` is not absolute");
  EXPECT_EQ(ViolationsOf("plan-tunnels", body), "target `v` of volume `v` of `a` is not absolute");
}

}  // namespace
}  // namespace ovcc::ir
