#include "driver/secrets/hidden_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using Variables = std::map<std::string, std::string>;

using testing::ElementsAre;
using testing::Pair;

TEST(HiddenValues, HiddenVariablesAreLeftOutWhateverTheyHold) {
  HiddenValues hidden;
  hidden.HideVariable("TOKEN");
  EXPECT_THAT(hidden.Without(Environment(Variables{{"PATH", "/bin"}, {"TOKEN", ""}})),
              ElementsAre(Pair("PATH", "/bin")));
}

TEST(HiddenValues, AVariableThatIsOrContainsAValueIsLeftOut) {
  HiddenValues hidden;
  hidden.HideValue("hunter2hunter2");
  EXPECT_THAT(hidden.Without(Environment(
                  Variables{{"COPY", "hunter2hunter2"}, {"PATH", "/bin"}, {"URL", "postgres://me:hunter2hunter2@db"}})),
              ElementsAre(Pair("PATH", "/bin")));
}

TEST(HiddenValues, AShortValueDoesNotEmptyTheEnvironment) {
  HiddenValues hidden;
  hidden.HideValue("1");
  hidden.HideValue("");
  EXPECT_THAT(hidden.Without(Environment(Variables{{"COLUMNS", "100"}, {"EMPTY", ""}, {"ONE", "1"}})),
              ElementsAre(Pair("COLUMNS", "100"), Pair("EMPTY", "")));
}

TEST(HiddenValues, LinesOfAValueCount) {
  HiddenValues hidden;
  hidden.HideValue("-----BEGIN KEY-----\r\nMIIEvQIBADANBg\nab\n");
  EXPECT_TRUE(hidden.ShownIn("cannot parse MIIEvQIBADANBg"));
  EXPECT_TRUE(hidden.ShownIn("at -----BEGIN KEY-----"));
  EXPECT_FALSE(hidden.ShownIn("about"));
  EXPECT_TRUE(hidden.Without(Environment(Variables{{"KEY", "x MIIEvQIBADANBg"}})).empty());
}

TEST(HiddenValues, AShortValueIsNeverShownInAMessage) {
  HiddenValues hidden;
  hidden.HideValue("abc");
  EXPECT_TRUE(hidden.ShownIn("Error: abc: bad"));
  EXPECT_FALSE(hidden.ShownIn("Error: ab"));
}

}  // namespace
}  // namespace ovcc
