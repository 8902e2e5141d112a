// The provisioning manifest (§10.4): each podman secret once, with everybody who receives it.
#include "backend/secret_plan.h"

#include <gtest/gtest.h>

#include "backend/quadlet/test_module.h"

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

  EXPECT_EQ(SecretPlanJson(test.module), R"({
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

}  // namespace
}  // namespace ovcc::backend
