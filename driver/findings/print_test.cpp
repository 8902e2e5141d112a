// Counting, grouping and limiting of findings.
#include "driver/findings/print.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using testing::HasSubstr;
using testing::Not;

class Print : public testing::Test {
 protected:
  Print() {
    std::string text;
    for (int i = 0; i < 20; ++i) text += "line\n";
    file_ = *sources_.Add("a.yml", text);
  }
  /// The word of a line, from 1.
  Span Line(std::uint32_t line) { return sources_.SpanOf(file_, 5 * (line - 1), 4); }
  std::string Render(std::size_t limit = 0) { return RenderFindings(diags_, sources_, false, limit); }

  SourceManager sources_;
  DiagnosticSink diags_;
  std::size_t file_ = 0;
};

TEST_F(Print, Counts) {
  EXPECT_EQ(DescribeCounts({}), "");
  EXPECT_EQ(DescribeCounts({.errors = 1}), "1 error");
  EXPECT_EQ(DescribeCounts({.warnings = 2, .notes = 1}), "2 warnings and 1 note");
  EXPECT_EQ(DescribeCounts({.errors = 2, .warnings = 1, .notes = 3}), "2 errors, 1 warning and 3 notes");
}

TEST_F(Print, CountsWhatSafeFixesSettle) {
  const SourceEdit edit{.kind = SourceEdit::Kind::Replace, .span = Line(1), .text = "x"};
  diags_.Emit(Line(1), diag::EnvBare, "A").MaybeFix("write `x`", edit);
  diags_.Emit(Line(2), diag::EnvBare, "B").MaybeFix("write `x`", edit).SafeFix("write `x`", edit);
  diags_.Emit(Line(3), diag::PortDuplicate, 80, "web");
  const FindingCounts counts = CountFindings(diags_);
  EXPECT_EQ(counts.total(), 3U);
  EXPECT_EQ(counts.errors, 1U);
  EXPECT_EQ(counts.warnings, 2U);
  EXPECT_EQ(counts.fixable, 1U);
}

TEST_F(Print, TheSameOfManyPlacesIsSaidOnce) {
  for (std::uint32_t line = 1; line <= 5; ++line) diags_.Emit(Line(line), diag::EnvBare, "A");
  EXPECT_THAT(Render(), HasSubstr("a.yml:5:1: warning"));  // so few are shown one by one
  diags_.Emit(Line(6), diag::EnvBare, "A");
  diags_.Emit(Line(2), diag::EnvBare, "B");
  const std::string text = Render();
  EXPECT_THAT(text, HasSubstr("note: the same at a.yml:2:1, a.yml:3:1, a.yml:4:1, a.yml:5:1, and 1 place more\n"));
  EXPECT_LT(text.find("a.yml:1:1: warning: `A`"), text.find("a.yml:2:1: warning: `B`"));
  EXPECT_THAT(text, Not(HasSubstr("a.yml:3:1: warning")));
}

TEST_F(Print, AnotherSeverityIsAnotherMatter) {
  for (std::uint32_t line = 1; line <= 6; ++line) diags_.Emit(Line(line), diag::EnvBare, "A");
  diags_.Emit(Line(7), diag::EnvBare, "A").severity = Severity::Error;
  EXPECT_THAT(Render(), HasSubstr("a.yml:7:1: error"));
}

TEST_F(Print, WhatHasNoPlaceIsNeverJoined) {
  for (int i = 0; i < 6; ++i) diags_.Emit({}, diag::EntryUnknown, "web");
  EXPECT_THAT(Render(), Not(HasSubstr("the same at")));
}

TEST_F(Print, NamesAFewPlacesAndCountsTheRest) {
  for (std::uint32_t line = 1; line <= 7; ++line) diags_.Emit(Line(line), diag::EnvBare, "A");
  EXPECT_THAT(Render(), HasSubstr("a.yml:5:1, and 2 places more\n"));
}

TEST_F(Print, ALimitHoldsForEachSeverity) {
  for (std::uint32_t line = 1; line <= 3; ++line) {
    diags_.Emit(Line(line), diag::EnvBare, std::string(line, 'A'));
    diags_.Emit(Line(line), diag::PortDuplicate, line, "web");
  }
  const std::string text = Render(2);
  EXPECT_THAT(text, HasSubstr("a.yml:2:1: warning"));
  EXPECT_THAT(text, HasSubstr("a.yml:2:1: error"));
  EXPECT_THAT(text, Not(HasSubstr("a.yml:3:1")));
  EXPECT_THAT(text, HasSubstr("1 error more; `--max-errors 0` shows all\n1 warning more;"));
}

TEST_F(Print, NothingGivesNothing) { EXPECT_EQ(Render(1), ""); }

}  // namespace
}  // namespace ovcc
