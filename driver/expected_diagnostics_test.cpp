// Matching of findings and expectations, both ways.
#include "driver/expected_diagnostics.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

using Lines = std::vector<std::string>;

class ExpectedDiagnostics : public testing::Test {
 protected:
  void AddFile(std::string name, std::string text) {
    const auto added = sources_.Add(std::move(name), std::move(text));
    ASSERT_TRUE(added);
    file_ = *added;
  }
  /// Where `word` first stands in the last file.
  Span At(std::string_view word) {
    const auto offset = sources_.file(file_).bytes.find(word);
    return sources_.SpanOf(file_, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(word.size()));
  }
  Lines Check() { return CheckExpectedDiagnostics(sources_, diags_); }

  SourceManager sources_;
  DiagnosticSink diags_;
  std::size_t file_ = 0;
};

TEST_F(ExpectedDiagnostics, NothingExpectedNothingFound) {
  AddFile("a.yml", "a: 1\n");
  EXPECT_EQ(Check(), Lines{});
}

TEST_F(ExpectedDiagnostics, SameLineInBothCommentStyles) {
  AddFile("a.yml", "layers: [nope]  # expected-error {{unknown layer `nope`}}\n");
  diags_.Emit(At("nope"), diag::UnknownLayer, "nope");
  AddFile("a.ovir", "layers gone  // expected-error {{unknown layer `gone`}}\n");
  diags_.Emit(At("gone"), diag::UnknownLayer, "gone");
  EXPECT_EQ(Check(), Lines{});
}

TEST_F(ExpectedDiagnostics, CodeIsPartOfTheText) {
  AddFile("a.yml", "nope # expected-error {{` [unknown-layer]}}\n");
  diags_.Emit(At("nope"), diag::UnknownLayer, "nope");
  EXPECT_EQ(Check(), Lines{});
}

TEST_F(ExpectedDiagnostics, OtherLines) {
  AddFile("a.yml", "# expected-error@+1 {{unknown layer}}\nnope\n\n# expected-error@-2 {{`nope`}}\n");
  diags_.Emit(At("nope"), diag::UnknownLayer, "nope");
  diags_.Emit(At("nope"), diag::UnknownLayer, "nope");
  EXPECT_EQ(Check(), Lines{});
}

TEST_F(ExpectedDiagnostics, FindingsWithoutAPlace) {
  AddFile("a.yml", "# expected-error@none {{`nope`}}\n");
  diags_.Emit({}, diag::UnknownLayer, "nope");
  EXPECT_EQ(Check(), Lines{});
}

TEST_F(ExpectedDiagnostics, SeveralOnALineAndBracesInTheText) {
  AddFile("a.yml", "nope # expected-error {{`{{.X}}`}} expected-error{{layer `b`}}\n");
  diags_.Emit(At("nope"), diag::UnknownLayer, "b");
  diags_.Emit(At("nope"), diag::UnknownLayer, "{{.X}}");
  EXPECT_EQ(Check(), Lines{});
}

TEST_F(ExpectedDiagnostics, MissingFinding) {
  AddFile("a.yml", "nope # expected-error {{unknown layer}}\n# expected-warning@none {{w}}\n");
  EXPECT_EQ(Check(), (Lines{"(no place): no warning with `w`", "a.yml:1: no error with `unknown layer`"}));
}

TEST_F(ExpectedDiagnostics, UnexpectedFinding) {
  AddFile("a.yml", "nope\n");
  diags_.Emit(At("nope"), diag::UnknownLayer, "nope");
  diags_.Emit({}, diag::UnknownLayer, "x");
  EXPECT_EQ(Check(), (Lines{"a.yml:1: unexpected error: unknown layer `nope` [unknown-layer]",
                            "(no place): unexpected error: unknown layer `x` [unknown-layer]"}));
}

TEST_F(ExpectedDiagnostics, SeverityLineAndTextMustFit) {
  AddFile("a.yml", "nope # expected-warning {{unknown layer}}\n# expected-error {{unknown layer}}\n");
  diags_.Emit(At("nope"), diag::UnknownLayer, "nope");
  EXPECT_EQ(Check().size(), 3U);
}

TEST_F(ExpectedDiagnostics, OneFindingMeetsOneExpectation) {
  AddFile("a.yml", "nope # expected-error {{layer}} expected-error {{layer}}\n");
  diags_.Emit(At("nope"), diag::UnknownLayer, "nope");
  EXPECT_EQ(Check(), (Lines{"a.yml:1: no error with `layer`"}));
}

TEST_F(ExpectedDiagnostics, UnreadableExpectations) {
  for (const std::string_view text : {"expected-error unknown", "expected-remark {{x}}", "expected-error@ {{x}}",
                                      "expected-error@+ {{x}}", "expected-error {{x"}) {
    SourceManager sources;
    ASSERT_TRUE(sources.Add("a.yml", "# " + std::string(text) + "\n"));
    EXPECT_EQ(CheckExpectedDiagnostics(sources, diags_),
              (Lines{"a.yml:1: cannot read this expectation: write `expected-error {{text}}`"}))
        << text;
  }
}

TEST_F(ExpectedDiagnostics, OutsideOfCommentsItIsText) {
  AddFile("a.yml", "key: expected-error {{x}}\n");
  EXPECT_EQ(Check(), Lines{});
}

}  // namespace
}  // namespace ovcc
