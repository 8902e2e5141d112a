#include "driver/systemctl.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

TEST(Systemctl, ReadsTheStateOfEachUnit) {
  const auto states = ParseUnitStates(
      "Id=ov-web.service\nLoadState=loaded\nActiveState=active\nSubState=running\nResult=success\n"
      "NeedDaemonReload=no\nInactiveExitTimestamp=@1700000000\n"
      "\n"
      "InactiveExitTimestamp=\nNeedDaemonReload=yes\nResult=exit-code\nSubState=failed\nActiveState=failed\n"
      "LoadState=loaded\nId=ov-db.service\n");
  ASSERT_EQ(states.size(), 2U);
  const UnitState& web = states.at("ov-web.service");
  EXPECT_EQ(web.load, "loaded");
  EXPECT_EQ(web.sub, "running");
  EXPECT_EQ(web.result, "success");
  EXPECT_EQ(web.started, 1700000000);
  EXPECT_TRUE(web.is_active());
  EXPECT_FALSE(web.is_stopped());
  EXPECT_FALSE(web.outdated);
  const UnitState& db = states.at("ov-db.service");
  EXPECT_EQ(db.result, "exit-code");
  EXPECT_EQ(db.started, 0);
  EXPECT_FALSE(db.is_active());
  EXPECT_TRUE(db.is_stopped());
  EXPECT_TRUE(db.outdated);
}

TEST(Systemctl, ATimeInAnotherFormIsNoTime) {
  EXPECT_EQ(ParseUnitStates("Id=a\nInactiveExitTimestamp=Tue 2023-11-14 22:13:20 UTC\n").at("a").started, 0);
}

TEST(Systemctl, AnAnswerWithoutNamesIsEmpty) {
  EXPECT_TRUE(ParseUnitStates("").empty());
  EXPECT_TRUE(ParseUnitStates("ActiveState=active\n\nno property\n").empty());
}

}  // namespace
}  // namespace ovcc
