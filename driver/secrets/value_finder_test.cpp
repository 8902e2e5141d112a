#include "driver/secrets/value_finder.h"

#include <gmock/gmock.h>

#include "driver/secrets/provision_fixture.h"

namespace ovcc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class ValueFinderTest : public ProvisionFixture {
 protected:
  FoundValue Find(const backend::PlannedSecret& secret, std::vector<std::string> credential_command = {}) {
    const auto found = Finder(std::move(credential_command)).Find(secret);
    EXPECT_TRUE(found.has_value());
    return found.value_or(FoundValue());
  }
  backend::PlannedSecret WithSource(std::string_view source) {
    backend::PlannedSecret secret = Secret("ov-web-token", "TOKEN");
    secret.sources = {names_.Intern(source)};
    return secret;
  }
};

TEST_F(ValueFinderTest, AVariableOfTheEnvironment) {
  SetVariables({{"TOKEN", "v\n"}});
  const FoundValue found = Find(Secret("ov-web-token", "TOKEN"));
  EXPECT_EQ(found.bytes, "v\n");
  EXPECT_EQ(found.place, "variable `TOKEN`");
  EXPECT_TRUE(hidden_.ShownIn("v\n"));
}

TEST_F(ValueFinderTest, AVariableOfAFileSaysWhichFile) {
  (void)variables_.AddFile("prod.env", "TOKEN=v");
  EXPECT_EQ(Find(Secret("ov-web-token", "TOKEN")).place, "variable `TOKEN` of `prod.env`");
}

TEST_F(ValueFinderTest, ACredentialCommandGetsServiceAndKeyAndLosesOneLineBreak) {
  SetVariables({{"PATH", "/bin"}, {"TOKEN", ""}});
  hidden_.HideVariable("TOKEN");
  processes_.other_answers["keys -q ov/secret ov-web-token"] = {0, std::string("a\0b\n\n", 5), ""};
  const FoundValue found = Find(Secret("ov-web-token", "TOKEN"), {"keys", "-q"});
  EXPECT_EQ(found.bytes, std::string("a\0b\n", 4));
  EXPECT_EQ(found.place, "credential `ov/secret/ov-web-token`");
  EXPECT_THAT(found.remarks, ElementsAre("variable `TOKEN` is empty"));
  EXPECT_THAT(processes_.calls.at(0).environment, ElementsAre(testing::Pair("PATH", "/bin")));
}

TEST_F(ValueFinderTest, AFailedCredentialCommandHasNoValueAndIsNotQuoted) {
  processes_.other_answers["keys ov/secret ov-web-token"] = {1, "half a value", "it is hunter2"};
  const FoundValue found = Find(Secret("ov-web-token", ""), {"keys"});
  EXPECT_EQ(found.bytes, "");
  EXPECT_THAT(found.remarks,
              ElementsAre("credential `ov/secret/ov-web-token`: `keys ov/secret ov-web-token` ended with status 1"));
}

TEST_F(ValueFinderTest, ACredentialCommandThatCannotStartEndsTheRun) {
  const auto found = Finder({"keys"}).Find(Secret("ov-web-token", ""));
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error(), "cannot run the credential command `keys`: No such file or directory");
}

TEST_F(ValueFinderTest, AWrittenFileGivesItsExactBytes) {
  files_.Put("/run/key", std::string("\0\xff\r\n", 4));
  const FoundValue found = Find(WithSource("file:/run/key"));
  EXPECT_EQ(found.bytes, std::string("\0\xff\r\n", 4));
  EXPECT_EQ(found.place, "file `/run/key`");
}

TEST_F(ValueFinderTest, NothingStandsInForAWrittenSource) {
  SetVariables({{"TOKEN", "another"}});
  EXPECT_EQ(Find(WithSource("file:/run/key")).bytes, "");
  EXPECT_THAT(Find(WithSource("file:/run/key")).remarks, ElementsAre(HasSubstr("file `/run/key`: ")));
  files_.Put("/run/empty", "");
  EXPECT_THAT(Find(WithSource("file:/run/empty")).remarks, ElementsAre("file `/run/empty` is empty"));
  EXPECT_THAT(Find(WithSource("env:MY_TOKEN")).remarks, ElementsAre("variable `MY_TOKEN` is not set"));
  EXPECT_THAT(Find(WithSource("keyring")).remarks,
              ElementsAre("credential `ov/secret/ov-web-token` needs `--credential-command`"));
}

TEST_F(ValueFinderTest, TwoVariablesWithDifferentValuesAreAWarning) {
  backend::PlannedSecret secret = Secret("ov-web-token", "TOKEN");
  secret.host_variables.push_back(names_.Intern("OTHER"));
  SetVariables({{"TOKEN", "value-one"}, {"OTHER", "value-two"}});
  const FoundValue found = Find(secret);
  EXPECT_EQ(found.bytes, "value-one");
  EXPECT_EQ(found.warning,
            "variable `TOKEN` and variable `OTHER` hold different values for the podman secret `ov-web-token`; the "
            "first one is taken");
  EXPECT_THAT(found.warning, Not(HasSubstr("value-")));
  SetVariables({{"TOKEN", "same"}, {"OTHER", "same"}});
  EXPECT_EQ(Find(secret).warning, "");
}

}  // namespace
}  // namespace ovcc
