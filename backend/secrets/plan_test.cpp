// The provisioning manifest (§10.4): each podman secret once, with everybody who receives it.
#include "backend/secrets/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "backend/quadlet/test_module.h"
#include "backend/secrets/render.h"

namespace ovcc::backend {
namespace {

TEST(SecretPlanTest, OneRecordPerPodmanSecret) {
  TestModule test;
  ir::Deployment& app = test.Deploy("immich", "i:1");
  ir::SecretUse first = test.Secret("ov-immich-db-password", "POSTGRES_PASSWORD");
  first.name = test.Name("db-password");
  first.host_variable = first.env;
  first.credential = test.Name("ov/secret/ov-immich-db-password");
  ir::SecretUse second = first;
  second.env = second.host_variable = test.Name("DB_PASSWORD");
  app.app.secrets = {first, second};
  ir::SecretUse key = test.Secret("ov-immich-ts-authkey", "");
  key.kind = ir::SecretKind::Sidecar;
  key.target = test.Name("/run/key");
  key.source = test.Name("env:TS_KEY");
  key.rotate = true;
  key.required = false;
  test.Sidecar(app, "ts", "t:1").secrets = {key};

  EXPECT_EQ(SecretPlanJson(MakeSecretPlan(test.module, std::nullopt)), R"({
  "format": 1,
  "secrets": [
    {
      "name": "ov-immich-db-password",
      "kind": "layer",
      "required": true,
      "rotate": false,
      "external": false,
      "host_variables": [
        "POSTGRES_PASSWORD",
        "DB_PASSWORD"
      ],
      "credentials": [
        "ov/secret/ov-immich-db-password"
      ],
      "sources": [],
      "receivers": [
        {
          "deploy": "immich",
          "container": "ov-immich",
          "env": "POSTGRES_PASSWORD",
          "declared_as": "db-password"
        },
        {
          "deploy": "immich",
          "container": "ov-immich",
          "env": "DB_PASSWORD",
          "declared_as": "db-password"
        }
      ]
    },
    {
      "name": "ov-immich-ts-authkey",
      "kind": "sidecar",
      "required": false,
      "rotate": true,
      "external": true,
      "host_variables": [],
      "credentials": [],
      "sources": [
        "env:TS_KEY"
      ],
      "receivers": [
        {
          "deploy": "immich",
          "container": "ov-immich-ts",
          "target": "/run/key",
          "declared_as": "ov-immich-ts-authkey"
        }
      ]
    }
  ]
}
)");
}

std::vector<std::string> Places(const PlannedSecret& secret) {
  std::vector<std::string> texts;
  for (const SecretPlace& place : PlacesOf(secret)) texts.push_back(PlaceText(place));
  return texts;
}

TEST(SecretPlanTest, OnlyOneDeployment) {
  TestModule test;
  test.Deploy("a", "i:1").app.secrets = {test.Secret("ov-a-key", "KEY")};
  test.Deploy("b", "i:1").app.secrets = {test.Secret("ov-b-key", "KEY")};
  EXPECT_EQ(MakeSecretPlan(test.module, std::nullopt).size(), 2U);
  const SecretPlan plan = MakeSecretPlan(test.module, "b");
  ASSERT_EQ(plan.size(), 1U);
  EXPECT_EQ(plan[0].name.text(), "ov-b-key");
  EXPECT_TRUE(MakeSecretPlan(test.module, "c").empty());
}

TEST(SecretPlanTest, RequiredByOneReceiverIsRequired) {
  TestModule test;
  ir::SecretUse accepted = test.Secret("ov-a-key", "KEY");
  accepted.required = false;
  test.Deploy("a", "i:1").app.secrets = {accepted, test.Secret("ov-a-key", "OTHER")};
  EXPECT_TRUE(MakeSecretPlan(test.module, std::nullopt).at(0).required);
}

TEST(SecretPlanTest, VariablesComeBeforeCredentials) {
  TestModule test;
  PlannedSecret secret;
  secret.credentials = {test.Name("ov/api-key/openrouter")};
  secret.host_variables = {test.Name("A"), test.Name("B")};
  EXPECT_THAT(Places(secret),
              testing::ElementsAre("variable `A`", "variable `B`", "credential `ov/api-key/openrouter`"));
  EXPECT_EQ(PlacesOf(secret)[2].service, "ov/api-key");
  EXPECT_EQ(PlacesOf(secret)[2].name, "openrouter");
}

TEST(SecretPlanTest, AWrittenSourceDecidesAlone) {
  TestModule test;
  PlannedSecret secret;
  secret.credentials = {test.Name("ov/secret/x")};
  secret.host_variables = {test.Name("A")};
  secret.sources = {test.Name("env:B")};
  EXPECT_THAT(Places(secret), testing::ElementsAre("variable `B`"));
  secret.sources = {test.Name("file:/run/keys/a:b")};
  EXPECT_THAT(Places(secret), testing::ElementsAre("file `/run/keys/a:b`"));
  secret.sources = {test.Name("keyring")};
  EXPECT_THAT(Places(secret), testing::ElementsAre("credential `ov/secret/x`"));
}

TEST(SecretPlanTest, OnlyLayerSecretsWithoutASourceMayBeGenerated) {
  TestModule test;
  PlannedSecret secret;
  EXPECT_TRUE(MayBeGenerated(secret));
  secret.sources = {test.Name("file:/run/keys/a")};
  EXPECT_FALSE(MayBeGenerated(secret));
  secret.sources.clear();
  for (const ir::SecretKind kind : {ir::SecretKind::Credential, ir::SecretKind::Sidecar, ir::SecretKind::Deploy}) {
    secret.kind = kind;
    EXPECT_FALSE(MayBeGenerated(secret));
  }
}

}  // namespace
}  // namespace ovcc::backend
