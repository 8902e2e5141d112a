// The resolved program as JSON: exact text for a small one, values for the rest (docs/json.md).
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "backend/backend.h"
#include "backend/quadlet/test_module.h"

namespace ovcc::backend {
namespace {

TEST(JsonTest, SmallProgram) {
  TestModule test;
  ir::Deployment& app = test.Deploy("web", "i:1");
  app.app.command = {};
  app.app.working_dir = {};
  app.app.env = {test.Env("A", "x \"y\" %")};
  app.app.env[0].source = test.Name("web");
  EXPECT_EQ(EmitJson(test.module), R"({
  "format": 1,
  "deployments": [
    {
      "deploy": "web",
      "status": "working",
      "containers": [
        {
          "name": "ov-web",
          "role": "app",
          "image": "i:1",
          "network": "ov",
          "env": [
            {
              "name": "A",
              "value": "x \"y\" %",
              "origin": "deploy",
              "source": "web"
            }
          ],
          "service": {
            "description": "Overthink web",
            "restart": "always",
            "start_timeout": "900"
          }
        }
      ],
      "order": {
        "after": [
          "network-online.target"
        ],
        "wanted_by": [
          "default.target"
        ]
      }
    }
  ],
  "networks": []
}
)");
}

TEST(JsonTest, EverythingAContainerMayHave) {
  TestModule test;
  ir::Deployment& app = test.Deploy("a/b", "i:1");
  app.status = ir::Status::Broken;
  app.info = test.Name("why");
  app.app.ports = {test.Port("127.0.0.1", 53, 54, ir::Protocol::Udp)};
  app.app.mounts = {test.Mount("/e", "/f", ir::VolumeType::Encrypted)};
  app.app.security.privileged = false;
  app.app.security.cap_add = test.Texts({"NET_ADMIN"});
  app.app.security.memory_max = test.Text("1G");
  app.app.nvidia = true;
  app.app.secrets = {test.Secret("s", "S")};
  ir::EnvBinding bare = test.Env("B", "");
  bare.bare = true;
  bare.origin = ir::Origin::FlagFile;
  app.app.env = {bare};
  ir::TunnelPlan& plan = app.tunnel.emplace();
  plan.provider = ir::TunnelProvider::Cloudflare;
  plan.name = test.Name("t");
  plan.unit = test.Name("ov-a-b-tunnel.service");
  plan.config = test.Name("/c/t.yml");
  plan.ports = {{80, test.Name("http"), true, test.Name("h.example.org")}};
  test.Sidecar(app, "side", "s:1");
  test.module.host.tool = test.Name("/opt/ov");
  test.module.settings.secret_backend = test.Name("kdbx");
  test.module.networks = {test.Name("ov")};

  const auto root = nlohmann::json::parse(EmitJson(test.module), nullptr, false);
  ASSERT_FALSE(root.is_discarded());
  const nlohmann::json& deploy = root["deployments"][0];
  const nlohmann::json& container = deploy["containers"][0];
  EXPECT_EQ(deploy["status"], "broken");
  EXPECT_EQ(deploy["info"], "why");
  EXPECT_EQ(deploy["pod"]["ports"][0],
            (nlohmann::json{{"address", "127.0.0.1"}, {"host", 53}, {"container", 54}, {"protocol", "udp"}}));
  EXPECT_EQ(container["mounts"][0]["type"], "encrypted");
  EXPECT_EQ(container["devices"], nlohmann::json::array({"nvidia.com/gpu=all"}));
  EXPECT_EQ(container["limits"], (nlohmann::json{{"memory_max", "1G"}}));
  EXPECT_FALSE(container.contains("privileged"));
  EXPECT_EQ(container["env"][0], (nlohmann::json{{"name", "B"}, {"inherited", true}, {"origin", "flag-file"}}));
  EXPECT_EQ(container["secrets"][0], (nlohmann::json{{"name", "s"}, {"env", "S"}, {"required", true}}));
  EXPECT_EQ(deploy["containers"][1]["sidecar"], "side");
  EXPECT_EQ(deploy["tunnel"]["ports"][0]["hostname"], "h.example.org");
  EXPECT_EQ(deploy["tunnel"]["config"], "/c/t.yml");
  EXPECT_EQ(deploy["unlock"], (nlohmann::json{"/opt/ov", "config", "mount", "a", "-i", "b"}));
  EXPECT_EQ(container["service"]["description"], "Overthink a (b)");
  EXPECT_EQ(deploy["containers"][1]["service"],
            (nlohmann::json{
                {"description", "Overthink ov-a-b sidecar: side"}, {"restart", "always"}, {"start_timeout", "120"}}));
  EXPECT_FALSE(deploy["order"].contains("wanted_by"));
  EXPECT_EQ(deploy["order"]["after"], nlohmann::json::array({"network-online.target", "ov-a-b-pod.service"}));
  EXPECT_EQ(deploy["order"]["wants"], nlohmann::json::array({"ov-a-b-tunnel.service"}));
  EXPECT_EQ(root["networks"], nlohmann::json::array({"ov"}));
}

}  // namespace
}  // namespace ovcc::backend
