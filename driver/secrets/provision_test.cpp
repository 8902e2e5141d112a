#include "driver/secrets/provision.h"

#include <gmock/gmock.h>

#include "driver/secrets/provision_fixture.h"
#include "driver/secrets/report.h"

namespace ovcc {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

bool Never() { return false; }

class ProvisionTest : public ProvisionFixture {
 protected:
  // Decides and performs.
  std::string Provision(backend::SecretPlan plan, const ValueGenerator& generate = {}) {
    plan_ = std::move(plan);
    steps_ = Decide(plan_, generate);
    processes_.calls.clear();
    return PerformSteps(steps_, podman_, Never);
  }
  [[nodiscard]] std::vector<SecretState> States() const {
    std::vector<SecretState> states;
    states.reserve(steps_.size());
    for (const SecretStep& step : steps_) states.push_back(step.state);
    return states;
  }

  backend::SecretPlan plan_;
  std::vector<SecretStep> steps_;  // of `plan_`
};

TEST_F(ProvisionTest, MissingOnesAreCreatedAndExistingOnesKept) {
  SetVariables({{"A", "new a"}, {"B", "new b"}});
  processes_.secrets = {{"ov-x-a", "old a"}, {"foreign", "f"}};
  const backend::SecretPlan plan = {Secret("ov-x-a", "A"), Secret("ov-x-b", "B"), Secret("ov-x-c", "C")};
  EXPECT_EQ(Provision(plan), "");
  EXPECT_THAT(States(), ElementsAre(SecretState::Kept, SecretState::Created, SecretState::Missing));
  EXPECT_THAT(processes_.secrets, ElementsAre(Pair("foreign", "f"), Pair("ov-x-a", "old a"), Pair("ov-x-b", "new b")));
  EXPECT_EQ(ProvisionReport(steps_),
            "kept     ov-x-a\n"
            "created  ov-x-b  from variable `B`\n"
            "missing  ov-x-c  required: variable `C` is not set, credential `ov/secret/ov-x-c` needs "
            "`--credential-command`\n"
            "1 created, 1 kept, 1 missing\n");
}

TEST_F(ProvisionTest, RotatingOnesAreReplacedIfThereIsAValue) {
  SetVariables({{"A", "new"}});
  processes_.secrets = {{"ov-x-a", "old"}, {"ov-x-b", "old"}};
  const backend::SecretPlan plan = {Rotating("ov-x-a", "A"), Rotating("ov-x-b", "B")};
  EXPECT_EQ(Provision(plan), "");
  EXPECT_THAT(States(), ElementsAre(SecretState::Rotated, SecretState::Kept));
  EXPECT_THAT(processes_.secrets, ElementsAre(Pair("ov-x-a", "new"), Pair("ov-x-b", "old")));
  EXPECT_THAT(ProvisionReport(steps_), HasSubstr("kept     ov-x-b  no new value: variable `B` is not set, "));
}

TEST_F(ProvisionTest, AnOldPodmanRemovesAndCreatesShieldedFromSignals) {
  SetVariables({{"A", "new"}});
  processes_.secrets = {{"ov-x-a", "old"}};
  EXPECT_EQ(Provision({Rotating("ov-x-a", "A")}), "");
  EXPECT_THAT(processes_.commands(),
              ElementsAre("podman secret create --help", "podman secret rm ov-x-a", "podman secret create ov-x-a -"));
  EXPECT_TRUE(processes_.calls[1].shielded);
  EXPECT_TRUE(processes_.calls[2].shielded);
}

TEST_F(ProvisionTest, ANewPodmanReplacesInOneStep) {
  SetVariables({{"A", "new"}});
  processes_.knows_replace = true;
  processes_.secrets = {{"ov-x-a", "old"}};
  EXPECT_EQ(Provision({Rotating("ov-x-a", "A")}), "");
  EXPECT_THAT(processes_.commands(),
              ElementsAre("podman secret create --help", "podman secret create --replace ov-x-a -"));
  EXPECT_TRUE(processes_.calls[1].shielded);
  EXPECT_THAT(processes_.secrets, ElementsAre(Pair("ov-x-a", "new")));
}

TEST_F(ProvisionTest, NothingIsAskedWhereNothingRotates) {
  SetVariables({{"A", "new"}});
  EXPECT_EQ(Provision({Secret("ov-x-a", "A")}), "");
  EXPECT_THAT(processes_.commands(), ElementsAre("podman secret create ov-x-a -"));
  EXPECT_FALSE(processes_.calls[0].shielded);
}

TEST_F(ProvisionTest, ACreateThatASignalEndedIsTriedAgain) {
  SetVariables({{"A", "new"}});
  processes_.secrets = {{"ov-x-a", "old"}};
  processes_.trouble["podman secret create ov-x-a -"] = {1, {143, "", ""}};
  EXPECT_EQ(Provision({Rotating("ov-x-a", "A")}), "");
  EXPECT_THAT(processes_.secrets, ElementsAre(Pair("ov-x-a", "new")));
}

TEST_F(ProvisionTest, ALostSecretIsSaidPlainlyAndEndsTheRun) {
  SetVariables({{"A", "new value of a"}, {"B", "new value of b"}});
  processes_.secrets = {{"ov-x-a", "old"}, {"ov-x-b", "old"}};
  processes_.trouble["podman secret create ov-x-a -"] = {2, {125, "", "warning\nError: no space left\n"}};
  const std::string failure = Provision({Rotating("ov-x-a", "A"), Rotating("ov-x-b", "B")});
  EXPECT_EQ(
      failure,
      "`podman secret create ov-x-a -` failed: Error: no space left; the old `ov-x-a` is gone and the new one was "
      "not created: run `ovcc secrets provision` again");
  EXPECT_THAT(States(), ElementsAre(SecretState::Lost, SecretState::Skipped));
  EXPECT_THAT(processes_.secrets, ElementsAre(Pair("ov-x-b", "old")));
  EXPECT_THAT(ProvisionReport(steps_), HasSubstr("1 skipped, 1 lost\n"));
}

TEST_F(ProvisionTest, AFailureThatLosesNothingSaysSo) {
  SetVariables({{"A", "new"}});
  processes_.secrets = {{"ov-x-a", "old"}};
  processes_.trouble["podman secret rm ov-x-a"] = {1, {125, "", "Error: locked\n"}};
  EXPECT_EQ(Provision({Rotating("ov-x-a", "A")}), "`podman secret rm ov-x-a` failed: Error: locked");
  EXPECT_THAT(States(), ElementsAre(SecretState::Failed));
  processes_.trouble["podman secret create ov-x-b -"] = {};
  SetVariables({{"B", "b"}});
  EXPECT_EQ(Provision({Secret("ov-x-b", "B")}), "`podman secret create ov-x-b -` failed: Error: no space left");
  EXPECT_THAT(States(), ElementsAre(SecretState::Failed));
}

TEST_F(ProvisionTest, AMessageThatShowsTheValueIsWithheld) {
  SetVariables({{"A", "first line of it\nsecond line"}});
  processes_.trouble["podman secret create ov-x-a -"] = {1, {125, "", "Error: cannot store second line\n"}};
  const std::string failure = Provision({Secret("ov-x-a", "A")});
  EXPECT_THAT(failure, AllOf(HasSubstr("its message shows a value and is withheld"), Not(HasSubstr("second line"))));
}

TEST_F(ProvisionTest, ValuesGoToStandardInputAndNowhereElse) {
  SetVariables({{"A", "planted value"}, {"COPY", "x planted value"}, {"PATH", "/bin"}});
  hidden_.HideVariable("A");
  processes_.secrets = {{"ov-x-a", "old"}};
  EXPECT_EQ(Provision({Rotating("ov-x-a", "A")}), "");
  EXPECT_EQ(processes_.calls.back().input, "planted value");
  for (const FakePodman::Call& call : processes_.calls) {
    EXPECT_THAT(call.command, Not(HasSubstr("planted")));
    EXPECT_THAT(call.environment, ElementsAre(Pair("PATH", "/bin")));
  }
  EXPECT_THAT(ProvisionReport(steps_), Not(HasSubstr("planted")));
}

TEST_F(ProvisionTest, AStopLeavesTheRestAlone) {
  SetVariables({{"A", "a"}, {"B", "b"}});
  const backend::SecretPlan plan = {Secret("ov-x-a", "A"), Secret("ov-x-b", "B"), Secret("ov-x-c", "C")};
  steps_ = Decide(plan);
  int asked = 0;
  EXPECT_EQ(PerformSteps(steps_, podman_, [&] { return ++asked > 1; }), "");
  EXPECT_THAT(States(), ElementsAre(SecretState::Created, SecretState::Skipped, SecretState::Missing));
  EXPECT_THAT(processes_.secrets, ElementsAre(Pair("ov-x-a", "a")));
}

TEST_F(ProvisionTest, AValueThatPodmanCannotStoreIsRefusedWithoutShowingIt) {
  SetVariables(
      {{"A", std::string(PodmanSecrets::kMostBytes + 1, 'x')}, {"B", std::string(PodmanSecrets::kMostBytes, 'y')}});
  processes_.secrets = {{"ov-x-a", "old"}};
  EXPECT_EQ(Provision({Rotating("ov-x-a", "A"), Secret("ov-x-b", "B")}), "");
  EXPECT_THAT(States(), ElementsAre(SecretState::Refused, SecretState::Created));
  EXPECT_THAT(ProvisionReport(steps_),
              HasSubstr("refused  ov-x-a  variable `A` holds 512000 bytes, podman takes at most 511999\n"));
  EXPECT_EQ(processes_.secrets["ov-x-a"], "old");
}

TEST_F(ProvisionTest, OnlySecretsOfLayersAreMadeUp) {
  const ValueGenerator generate = [] { return std::string("made up"); };
  backend::PlannedSecret sourced = Secret("ov-x-c", "C");
  sourced.sources = {names_.Intern("file:/none")};
  SetVariables({{"D", "given"}});
  EXPECT_EQ(Provision({Secret("ov-x-a", "A"), Rotating("ov-x-b", "B"), sourced, Secret("ov-x-d", "D")}, generate), "");
  EXPECT_THAT(processes_.secrets, ElementsAre(Pair("ov-x-a", "made up"), Pair("ov-x-d", "given")));
  EXPECT_THAT(ProvisionReport(steps_), HasSubstr("created  ov-x-a  random\n"));
}

TEST_F(ProvisionTest, NoValueIsAskedForThatIsNotNeeded) {
  processes_.secrets = {{"ov-x-a", "old"}};
  EXPECT_TRUE(DecideSteps({Secret("ov-x-a", "A")}, {"ov-x-a"}, Finder({"keys"}), {}).has_value());
  EXPECT_THAT(processes_.calls, IsEmpty());
}

TEST_F(ProvisionTest, APodmanThatCannotBeRunIsNamed) {
  const PodmanSecrets none("no-podman", context_, hidden_);
  EXPECT_EQ(none.List().error(), "cannot run `no-podman secret ls --format {{.Name}}`: No such file or directory");
  processes_.trouble["podman secret ls --format {{.Name}}"] = {1, {125, "", ""}};
  EXPECT_EQ(podman_.List().error(), "`podman secret ls --format {{.Name}}` ended with status 125");
}

TEST_F(ProvisionTest, CheckComparesNames) {
  backend::PlannedSecret accepted = Rotating("ov-x-long-name", "B");
  accepted.required = false;
  EXPECT_EQ(CheckReport({Secret("ov-x-a", "A"), accepted}, {"ov-x-a", "foreign"}),
            "present  ov-x-a          required\n"
            "missing  ov-x-long-name  accepted: value from variable `B`, credential `ov/secret/ov-x-long-name`\n"
            "1 present, 1 missing\n");
}

}  // namespace
}  // namespace ovcc
