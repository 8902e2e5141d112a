#include "passes/merge_security/levels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/interner.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using TextField = ir::Text ir::Security::*;
using ListField = std::vector<ir::Text> ir::Security::*;

class Levels : public ::testing::Test {
 protected:
  ir::Text Text(std::string_view text) { return {names_.Intern(text), Span()}; }

  ir::Security With(TextField field, std::string_view text) {
    ir::Security security;
    security.*field = Text(text);
    return security;
  }

  ir::Security With(ListField field, std::initializer_list<std::string_view> texts) {
    ir::Security security;
    for (const std::string_view text : texts) (security.*field).push_back(Text(text));
    return security;
  }

  static ir::Security Privileged(bool privileged) {
    ir::Security security;
    security.privileged = privileged;
    return security;
  }

  /// One field after layers with these values.
  std::string_view AfterLayers(TextField field, std::initializer_list<std::string_view> values) {
    ir::Security merged;
    for (const std::string_view value : values) AddLayerSecurity(merged, With(field, value));
    return (merged.*field).text();
  }

  static std::vector<std::string_view> Texts(const std::vector<ir::Text>& list) {
    std::vector<std::string_view> texts;
    for (const ir::Text& text : list) texts.push_back(text.text());
    return texts;
  }

 private:
  Interner names_;
};

TEST_F(Levels, LayersJoinListsByFirstOccurrence) {
  ir::Security merged;
  AddLayerSecurity(merged, With(&ir::Security::cap_add, {"B", "A"}));
  AddLayerSecurity(merged, With(&ir::Security::cap_add, {"C", "A", "C"}));
  EXPECT_THAT(Texts(merged.cap_add), ElementsAre("B", "A", "C"));
}

TEST_F(Levels, LayersShrinkLimits) {
  EXPECT_EQ(AfterLayers(&ir::Security::memory_max, {"4g", "6g"}), "4g");
  EXPECT_EQ(AfterLayers(&ir::Security::memory_max, {"6g", "4g"}), "4g");
  EXPECT_EQ(AfterLayers(&ir::Security::memory_high, {"1.5g", "1535m"}), "1535m");
  EXPECT_EQ(AfterLayers(&ir::Security::memory_swap_max, {"", "6g", ""}), "6g");
  EXPECT_EQ(AfterLayers(&ir::Security::memory_max, {"1025g", "1t"}), "1t");  // W42
  EXPECT_EQ(AfterLayers(&ir::Security::cpus, {"2.5", "10", "2.05"}), "2.05");
}

TEST_F(Levels, TheEarlierLimitStaysOnATie) {
  EXPECT_EQ(AfterLayers(&ir::Security::memory_max, {"1024m", "1g"}), "1024m");
}

TEST_F(Levels, InfinityIsTheLargestLimit) {
  EXPECT_EQ(AfterLayers(&ir::Security::memory_max, {"infinity", "6g"}), "6g");
  EXPECT_EQ(AfterLayers(&ir::Security::memory_max, {"50%", "infinity"}), "50%");
}

TEST_F(Levels, PercentagesCompareAmongThemselves) {
  EXPECT_EQ(AfterLayers(&ir::Security::memory_max, {"50%", "9%"}), "9%");
  EXPECT_EQ(AfterLayers(&ir::Security::memory_max, {"50%", "1k"}), "50%");
}

TEST_F(Levels, LayersGrowSharedMemory) {
  EXPECT_EQ(AfterLayers(&ir::Security::shm_size, {"256m", "1g", "1024m", "512"}), "1g");
}

TEST_F(Levels, TheLastModeCounts) {
  EXPECT_EQ(AfterLayers(&ir::Security::ipc_mode, {"host", "private", ""}), "private");
}

TEST_F(Levels, AnImageWithoutPrivilegedKeepsThatOfItsLayers) {
  ir::Security merged;
  AddLayerSecurity(merged, Privileged(true));
  AddLayerSecurity(merged, Privileged(false));
  AddImageSecurity(merged, With(&ir::Security::cap_add, {"A"}));
  EXPECT_EQ(merged.privileged, true);  // W13
  AddImageSecurity(merged, Privileged(false));
  EXPECT_EQ(merged.privileged, false);
}

TEST_F(Levels, AnImageReplacesLimitsAndJoinsLists) {
  ir::Security merged;
  AddLayerSecurity(merged, With(&ir::Security::memory_max, "4g"));
  AddLayerSecurity(merged, With(&ir::Security::cap_add, {"A"}));
  AddImageSecurity(merged, With(&ir::Security::memory_max, "8g"));
  AddImageSecurity(merged, With(&ir::Security::cap_add, {"B", "A"}));
  EXPECT_EQ(merged.memory_max.text(), "8g");
  EXPECT_THAT(Texts(merged.cap_add), ElementsAre("A", "B"));
}

TEST_F(Levels, AnEntryReplacesListsAndOnlySwitchesOn) {
  ir::Security merged = With(&ir::Security::cap_add, {"A"});
  merged.privileged = true;
  OverlaySecurity(merged, With(&ir::Security::cap_add, {"B"}));
  OverlaySecurity(merged, With(&ir::Security::shm_size, "1g"));
  OverlaySecurity(merged, Privileged(false));
  EXPECT_EQ(merged.privileged, true);
  EXPECT_THAT(Texts(merged.cap_add), ElementsAre("B"));
  EXPECT_EQ(merged.shm_size.text(), "1g");
}

}  // namespace
}  // namespace ovcc
