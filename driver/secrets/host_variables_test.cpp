#include "driver/secrets/host_variables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using Variables = std::map<std::string, std::string>;

HostVariables::Variable Get(const HostVariables& variables, const std::string& name) {
  return variables.Get(name).value_or(HostVariables::Variable{"not set", ""});
}

TEST(HostVariables, TheEnvironmentWinsAndTheLastFileWins) {
  const Environment environment(Variables{{"A", "run"}});
  HostVariables variables(environment);
  EXPECT_THAT(variables.AddFile("one", "A=1\nB=1\nC=1\n"), testing::IsEmpty());
  EXPECT_THAT(variables.AddFile("two", "B=2\nB=3\n"), testing::IsEmpty());
  EXPECT_EQ(Get(variables, "A").value, "run");
  EXPECT_EQ(Get(variables, "A").file, "");
  EXPECT_EQ(Get(variables, "B").value, "3");
  EXPECT_EQ(Get(variables, "B").file, "two");
  EXPECT_EQ(Get(variables, "C").file, "one");
  EXPECT_FALSE(variables.Get("D").has_value());
}

TEST(HostVariables, AnEmptyVariableGivesWayToAFile) {
  const Environment environment(Variables{{"A", ""}, {"B", ""}});
  HostVariables variables(environment);
  (void)variables.AddFile("f", "A=x\n");
  EXPECT_EQ(Get(variables, "A").value, "x");
  EXPECT_EQ(Get(variables, "B").value, "");
}

TEST(HostVariables, ValuesAreExactAndLosePairedQuotes) {
  const Environment environment(Variables{});
  HostVariables variables(environment);
  (void)variables.AddFile("f", "A='x \"y\" # z'\nB=a=b\n");
  EXPECT_EQ(Get(variables, "A").value, "x \"y\" # z");
  EXPECT_EQ(Get(variables, "B").value, "a=b");
}

TEST(HostVariables, LinesThatAreNoAssignmentAreCounted) {
  const Environment environment(Variables{});
  HostVariables variables(environment);
  EXPECT_THAT(variables.AddFile("f", "# comment\nKEY=-----BEGIN-----\nMIIE/vQ==\nBARE\nexport A=1\n"),
              testing::ElementsAre(3, 5));
  EXPECT_FALSE(variables.Get("BARE").has_value());
  EXPECT_FALSE(variables.Get("A").has_value());
}

}  // namespace
}  // namespace ovcc
