// The table and the script of a plan. That the script works is tested with a real podman in lit-tests/driver/secrets.
#include "backend/secrets/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "backend/quadlet/test_module.h"

namespace ovcc::backend {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class SecretRenderTest : public testing::Test {
 protected:
  // The calls below the functions.
  std::string Calls(const SecretPlan& plan) {
    const std::string script = SecretPlanScript(plan);
    return script.substr(script.rfind("}\n") + 3);
  }

  PlannedSecret Secret(std::string_view name) {
    PlannedSecret secret;
    secret.name = test_.Name(name);
    secret.required = true;
    secret.receivers.push_back({.deploy = test_.Name("web"),
                                .container = test_.Name("ov-web"),
                                .env = test_.Name("TOKEN"),
                                .target = {},
                                .declared_as = test_.Name("token")});
    return secret;
  }

  TestModule test_;
};

TEST_F(SecretRenderTest, TableHasALineForEachReceiverAndPlace) {
  PlannedSecret token = Secret("ov-web-token");
  token.host_variables = {test_.Name("TOKEN")};
  token.credentials = {test_.Name("ov/secret/ov-web-token")};
  token.receivers.push_back(token.receivers[0]);
  token.receivers[1].env = {};
  token.receivers[1].target = test_.Name("/run/token");
  PlannedSecret key = Secret("ov-web-ts-key");
  key.kind = ir::SecretKind::Sidecar;
  key.rotate = true;
  key.required = false;
  key.sources = {test_.Name("file:/etc/key")};
  EXPECT_EQ(SecretPlanTable({token, key}),
            R"(PODMAN SECRET  NEEDED    IF THERE  RECEIVED BY              VALUE FROM
ov-web-token   required  kept      ov-web: variable TOKEN   variable TOKEN
                                   ov-web: file /run/token  credential ov/secret/ov-web-token
                                                            random, with --generate
ov-web-ts-key  accepted  rotated   ov-web: variable TOKEN   file /etc/key
)");
}

TEST_F(SecretRenderTest, EmptyPlanIsSaidSo) { EXPECT_EQ(SecretPlanTable({}), "no unit needs a podman secret\n"); }

TEST_F(SecretRenderTest, ScriptTakesVariablesBeforeItStartsAnything) {
  PlannedSecret token = Secret("ov-web-token");
  token.host_variables = {test_.Name("TOKEN"), test_.Name("API_TOKEN")};
  token.credentials = {test_.Name("ov/secret/ov-web-token")};
  token.rotate = true;
  EXPECT_EQ(Calls({token}), R"(take API_TOKEN
take TOKEN
begin

secret 'ov-web-token' rotate
  variable TOKEN
  variable API_TOKEN
  credential 'ov/secret' 'ov-web-token'
settle

finish
)");
}

TEST_F(SecretRenderTest, NoTextOfThePlanBecomesACommand) {
  PlannedSecret secret = Secret("ov-web-token");
  secret.sources = {test_.Name("file:/a'; touch /tmp/x; echo '\n$(id)")};
  PlannedSecret other = Secret("ov-web-other");
  other.host_variables = {test_.Name("X-$(id)\n`id`")};
  const std::string calls = Calls({secret, other});
  EXPECT_THAT(calls, HasSubstr("  file '/a'\\''; touch /tmp/x; echo '\\''\n$(id)'\n"));
  EXPECT_THAT(calls, HasSubstr("  elsewhere 'variable X-$(id)\n`id`'\n"));
  EXPECT_THAT(calls, Not(HasSubstr("take")));
}

TEST_F(SecretRenderTest, ScriptOfAnEmptyPlanDoesNothing) { EXPECT_EQ(Calls({}), "finish\n"); }

TEST_F(SecretRenderTest, TextsEndWithALineBreak) {
  EXPECT_THAT(SecretPlanJson({}), EndsWith("}\n"));
  EXPECT_EQ(SecretPlanJson({}), "{\n  \"format\": 1,\n  \"secrets\": []\n}\n");
}

}  // namespace
}  // namespace ovcc::backend
