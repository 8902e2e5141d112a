// From fixes to texts.
#include "driver/lint/fixes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using Kind = SourceEdit::Kind;

class Fixes : public testing::Test {
 protected:
  std::size_t AddFile(std::string name, std::string text) {
    file_ = *sources_.Add(std::move(name), std::move(text));
    return file_;
  }
  /// Where `word` stands in the last file, the `n`-th time from 0.
  Span At(std::string_view word, int n = 0) {
    std::size_t offset = sources_.file(file_).bytes.find(word);
    for (; n > 0; --n) offset = sources_.file(file_).bytes.find(word, offset + 1);
    return sources_.SpanOf(file_, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(word.size()));
  }
  void Fix(Kind kind, Span span, std::string text = "", bool safe = true) {
    Diagnostic& found = diags_.Emit(span, diag::EnvBare, "A");
    const SourceEdit edit{.kind = kind, .span = span, .text = std::move(text)};
    safe ? found.SafeFix("do it", edit) : found.MaybeFix("do it", edit);
  }
  /// The last file after one round; "unchanged" if no fix could be made.
  std::string Applied(bool unsafe = false) {
    const auto texts = ApplyFixes(diags_, sources_, unsafe, count_);
    const auto text = texts.find(file_);
    return text == texts.end() ? "unchanged" : text->second;
  }
  /// The text with one fix made.
  std::string After(std::string text, Kind kind, std::string_view word, int n = 0, std::string replacement = "") {
    AddFile("a.yml", std::move(text));
    diags_ = DiagnosticSink();
    Fix(kind, At(word, n), std::move(replacement));
    return Applied();
  }

  SourceManager sources_;
  DiagnosticSink diags_;
  std::size_t file_ = 0;
  std::size_t count_ = 0;
};

TEST_F(Fixes, AReplacementKeepsTheQuotes) {
  EXPECT_EQ(After("a: old # x\n", Kind::Replace, "old", 0, "new"), "a: new # x\n");
  EXPECT_EQ(After("a: 'old'\n", Kind::Replace, "'old'", 0, "it's"), "a: 'it''s'\n");
  EXPECT_EQ(After("a: \"old\"\r\n", Kind::Replace, "\"old\"", 0, "n\"w"), "a: \"n\\\"w\"\r\n");
  EXPECT_EQ(After("[a, old]\n", Kind::Replace, "old", 0, "b, c"), "[a, \"b, c\"]\n");
}

TEST_F(Fixes, ATextOverSeveralLinesIsLeftAlone) {
  EXPECT_EQ(After("a: one\n  two\n", Kind::Replace, "one\n  two", 0, "x"), "unchanged");
}

TEST_F(Fixes, AnElementGoesWithItsLine) {
  EXPECT_EQ(After("a:\n  - x # one\n  - y\n", Kind::RemoveElement, "x"), "a:\n  - y\n");
  EXPECT_EQ(After("a: [x, y]\n", Kind::RemoveElement, "y"), "a: [x]\n");
  EXPECT_EQ(After("a: [x, y]\n", Kind::RemoveElement, "x"), "a: [y]\n");
  EXPECT_EQ(After("a:\r\n  - x\r\n  - y", Kind::RemoveElement, "x"), "a:\r\n  - y");
}

TEST_F(Fixes, AKeyGoesWithItsValueAndNothingElse) {
  EXPECT_EQ(After("a:\n  b: 1\n  c: 2\n", Kind::RemoveElement, "b"), "a:\n  c: 2\n");
  EXPECT_EQ(After("a:\n  b:\n    - 1\n  c: 2\n", Kind::RemoveElement, "b"), "a:\n  c: 2\n");
  EXPECT_EQ(After("- b: 1\n  c: 2\n", Kind::RemoveElement, "b"), "- c: 2\n");
  EXPECT_EQ(After("- { b: 1, c: 2 }\n", Kind::RemoveElement, "b"), "- { c: 2 }\n");
}

TEST_F(Fixes, TheSameElementsGoOneAfterTheOther) {
  AddFile("a.yml", "- x\n- x\n- x\n");
  Fix(Kind::RemoveElement, At("x", 1));
  Fix(Kind::RemoveElement, At("x", 2));
  EXPECT_EQ(Applied(), "- x\n- x\n");
  EXPECT_EQ(count_, 1U) << "the other one waits for the next round";
}

TEST_F(Fixes, NeighboursGoTogether) {
  AddFile("a.yml", "[A=1, A=2, A=3]\n");
  Fix(Kind::RemoveElement, At("A=1"));
  Fix(Kind::RemoveElement, At("A=2"));
  EXPECT_EQ(Applied(), "[A=3]\n");
  EXPECT_EQ(count_, 2U);
}

TEST_F(Fixes, WhatAnAliasNeedsStays) { EXPECT_EQ(After("a: &x 1\nb: *x\n", Kind::RemoveElement, "a"), "unchanged"); }

TEST_F(Fixes, ATextGoesWithTheBlanksBeforeIt) {
  EXPECT_EQ(After("a: 1 \t# c\nb: 2\n", Kind::RemoveText, "# c"), "a: 1\nb: 2\n");
  EXPECT_EQ(After("a: 1 # c\r\nb: 2\r\n", Kind::RemoveText, "# c"), "a: 1\r\nb: 2\r\n");
  EXPECT_EQ(After("a: ü # ä", Kind::RemoveText, "# ä"), "a: ü");
}

TEST_F(Fixes, ATextAloneOnItsLineTakesTheLineWithIt) {
  EXPECT_EQ(After("a: 1\n  # c\nb: 2\n", Kind::RemoveText, "# c"), "a: 1\nb: 2\n");
  EXPECT_EQ(After("  # c\r\na: 1\r\n", Kind::RemoveText, "# c"), "a: 1\r\n");
  EXPECT_EQ(After("a: 1\n# c", Kind::RemoveText, "# c"), "a: 1\n");
}

TEST_F(Fixes, UnsafeOnesWaitToBeAskedFor) {
  AddFile("a.yml", "a: old\n");
  Fix(Kind::Replace, At("old"), "new", false);
  EXPECT_EQ(Applied(), "unchanged");
  EXPECT_EQ(Applied(true), "a: new\n");
}

TEST_F(Fixes, OfTwoAtOnePlaceTheFirstIsMade) {
  AddFile("a.yml", "a: old\n");
  Fix(Kind::Replace, At("old"), "new");
  Fix(Kind::Replace, At("old"), "other");
  EXPECT_EQ(Applied(), "a: new\n");
  EXPECT_EQ(count_, 1U);
}

TEST_F(Fixes, OnlyFilesAreChanged) {
  for (const char* name : {"<command line>", "/dev/stdin"}) {
    AddFile(name, "a: old\n");
    diags_ = DiagnosticSink();
    Fix(Kind::Replace, At("old"), "new");
    EXPECT_EQ(Applied(), "unchanged") << name;
  }
}

TEST_F(Fixes, AllEditsOfAFixOrNone) {
  const std::size_t first = AddFile("a.yml", "a: old\n");
  const Span there = At("old");
  AddFile("b.yml", "b: old\n");
  Diagnostic& found = diags_.Emit(there, diag::EnvBare, "A");
  found.fixes.push_back(
      {.title = "both", .safe = true, .edits = {{.span = there, .text = "new"}, {.span = At("old"), .text = "new"}}});
  EXPECT_EQ(ApplyFixes(diags_, sources_, false, count_).size(), 2U);
  found.fixes.front().edits[0].span = Span();
  EXPECT_TRUE(ApplyFixes(diags_, sources_, false, count_).empty());
  EXPECT_EQ(sources_.file(first).bytes, "a: old\n");
}

}  // namespace
}  // namespace ovcc
