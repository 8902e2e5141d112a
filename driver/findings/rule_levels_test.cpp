// Levels that a project and a run choose.
#include "driver/findings/rule_levels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Levels : public testing::Test {
 protected:
  /// Reads `code: level` as a `.ovcc.yml` says it.
  void Read(std::string_view code, std::string_view level) {
    ProjectSettings settings;
    settings.rules.push_back({names_.Intern(code), names_.Intern(level), Span{1, 2}, Span{3, 4}});
    levels_.Read(settings, reported_);
  }

  /// The severities of the findings after `Apply`.
  std::vector<Severity> Applied() {
    levels_.Apply(found_);
    std::vector<Severity> severities;
    for (const Diagnostic& found : found_.all()) severities.push_back(found.severity);
    return severities;
  }

  std::vector<std::string_view> Reported() const {
    std::vector<std::string_view> codes;
    for (const Diagnostic& found : reported_.all()) codes.push_back(found.info->code);
    return codes;
  }

  Interner names_;
  RuleLevels levels_;
  DiagnosticSink reported_;
  DiagnosticSink found_;
};

TEST_F(Levels, WordsOfLevels) {
  EXPECT_EQ(ParseRuleLevel("off"), RuleLevel::Off);
  EXPECT_EQ(ParseRuleLevel("note"), RuleLevel::Note);
  EXPECT_EQ(ParseRuleLevel("warning"), RuleLevel::Warning);
  EXPECT_EQ(ParseRuleLevel("error"), RuleLevel::Error);
  for (const std::string_view word : {"", "Off", "warn", "false", " note"})
    EXPECT_EQ(ParseRuleLevel(word), std::nullopt);
}

TEST_F(Levels, OnlyWhatABuildRefusesIsAlwaysAnError) {
  EXPECT_TRUE(IsAlwaysError("port-duplicate"));
  EXPECT_FALSE(IsAlwaysError("env-duplicate"));
  EXPECT_FALSE(IsAlwaysError("port-privileged"));
  EXPECT_FALSE(IsAlwaysError("dep-description-missing")) << "one of its two rows is a warning";
}

TEST_F(Levels, AProjectChangesSeverities) {
  Read("env-duplicate", "error");
  Read("port-privileged", "note");
  found_.Emit({}, diag::EnvDuplicate, "A");
  found_.Emit({}, diag::PortPrivileged, "web", 80);
  found_.Emit({}, diag::EnvBare, "B");
  EXPECT_THAT(Applied(), ElementsAre(Severity::Error, Severity::Note, Severity::Warning));
  EXPECT_THAT(Reported(), IsEmpty());
}

TEST_F(Levels, OffTakesFindingsAway) {
  Read("port-privileged", "off");
  found_.Emit({}, diag::PortPrivileged, "web", 80);
  found_.Emit({}, diag::EnvBare, "B");
  EXPECT_THAT(Applied(), ElementsAre(Severity::Warning));
}

TEST_F(Levels, AnErrorOfTheLanguageStaysOne) {
  Read("port-duplicate", "off");
  Read("port-world-bound", "quiet");
  found_.Emit({}, diag::PortDuplicate, 80, "web");
  EXPECT_THAT(Applied(), ElementsAre(Severity::Error));
  EXPECT_THAT(Reported(), ElementsAre("rule-level-invalid", "rule-level-invalid"));
  EXPECT_EQ(reported_.all().front().span, (Span{3, 4}));
}

TEST_F(Levels, OfTwoRowsWithOneCodeTheErrorStays) {
  Read("dep-description-missing", "off");
  found_.Emit({}, diag::DepDescriptionMissing, "A", "env_accepts");
  found_.Emit({}, diag::DepDescriptionShort, "A", "env_accepts");
  EXPECT_THAT(Applied(), ElementsAre(Severity::Error));
}

TEST_F(Levels, AnUnknownRuleIsReportedAtItsNameWithTheNearest) {
  Read("port-privilegd", "off");
  EXPECT_THAT(Reported(), ElementsAre("unknown-rule"));
  EXPECT_EQ(reported_.all().front().span, (Span{1, 2}));
  EXPECT_THAT(reported_.all().front().help, HasSubstr("did you mean `port-privileged`?"));
}

TEST_F(Levels, ARunIsStrongerThanTheProjectAndItsLastWordCounts) {
  Read("port-privileged", "off");
  EXPECT_EQ(levels_.Set("port-privileged=error"), "");
  EXPECT_EQ(levels_.Set("port-privileged=note"), "");
  found_.Emit({}, diag::PortPrivileged, "web", 80);
  EXPECT_THAT(Applied(), ElementsAre(Severity::Note));
}

TEST_F(Levels, AssignmentsThatAreNone) {
  EXPECT_THAT(levels_.Set("port-privileged"), HasSubstr("write CODE=off"));
  EXPECT_THAT(levels_.Set("port-privileged="), HasSubstr("write CODE=off"));
  EXPECT_THAT(levels_.Set("port-privileged=loud"), HasSubstr("write CODE=off"));
  EXPECT_THAT(levels_.Set("port-privilegd=off"), HasSubstr("did you mean `port-privileged`?"));
  EXPECT_THAT(levels_.Set("=off"), HasSubstr("there is no rule ``"));
  EXPECT_THAT(levels_.Set("port-duplicate=off"), HasSubstr("a build refuses `port-duplicate`"));
  found_.Emit({}, diag::PortPrivileged, "web", 80);
  EXPECT_THAT(Applied(), ElementsAre(Severity::Warning)) << "nothing was set";
}

}  // namespace
}  // namespace ovcc
