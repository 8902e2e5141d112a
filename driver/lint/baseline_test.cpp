// What a baseline knows, and what makes a finding the same one.
#include "driver/lint/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/lint/report.h"

namespace ovcc {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A file with findings.
struct LintRun {
  explicit LintRun(std::string text, std::string name = "a.yml") {
    file = *sources.Add(std::move(name), std::move(text));
  }

  Span At(std::string_view word) {
    const auto offset = sources.file(file).bytes.find(word);
    return sources.SpanOf(file, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(word.size()));
  }
  Diagnostic& Find(std::string_view word, std::string_view name = "A") {
    return diags.Emit(At(word), diag::EnvBare, name);
  }
  std::string Print() { return Baseline::Of(diags, sources).Print(); }
  /// How many findings are left with a baseline.
  std::size_t LeftWith(const Baseline& baseline) {
    baseline.Apply(diags, sources);
    return diags.all().size();
  }

  SourceManager sources;
  DiagnosticSink diags;
  std::size_t file = 0;
};

std::string WhyNot(std::string_view text) {
  const auto baseline = Baseline::Parse(text);
  return baseline ? "" : baseline.error();
}

TEST(BaselineText, ReadsWhatItPrints) {
  LintRun run("one\ntwo\n");
  run.Find("one");
  run.Find("two");
  run.Find("two");
  const std::string text = run.Print();
  const auto baseline = Baseline::Parse(text);
  ASSERT_TRUE(baseline);
  EXPECT_EQ(baseline->size(), 3U);
  EXPECT_EQ(baseline->Print(), text);
  EXPECT_TRUE(text.ends_with("}\n"));
}

TEST(BaselineText, RefusesOtherTexts) {
  for (const char* text : {"", "x", "[]", "{}", R"({"format": 1})", R"({"format": 1, "findings": {}})"}) {
    EXPECT_EQ(WhyNot(text), "it is not a list of findings in JSON") << text;
  }
  EXPECT_EQ(WhyNot(R"({"findings": []})"), "it is of another format");
  EXPECT_EQ(WhyNot(R"({"format": 2, "findings": []})"), "it is of another format");
  for (const char* item : {"1", "{}", R"({"code": "a", "file": "b", "fingerprint": "c"})",
                           R"({"code": "a", "file": "b", "fingerprint": "c", "count": -1})",
                           R"({"code": 1, "file": "b", "fingerprint": "c", "count": 1})"}) {
    EXPECT_THAT(WhyNot(std::string(R"({"format": 1, "findings": [)") + item + "]}"), HasSubstr("lacks")) << item;
  }
  EXPECT_EQ(WhyNot(R"({"format": 1, "findings": []})"), "");
}

TEST(BaselineText, SaysFileAndCodeForPeople) {
  LintRun run("one\n", "layers/ä/layer.yml");
  run.Find("one");
  EXPECT_THAT(run.Print(), HasSubstr("\"code\": \"env-bare\""));
  EXPECT_THAT(run.Print(), HasSubstr("\"file\": \"layers/ä/layer.yml\""));
}

TEST(BaselineApplied, LinesMayMove) {
  LintRun before("one\n");
  before.Find("one");
  const Baseline baseline = Baseline::Of(before.diags, before.sources);
  LintRun after("# new\n\none\n");
  after.Find("one");
  EXPECT_EQ(after.LeftWith(baseline), 0U);
}

TEST(BaselineApplied, AnotherMessageLineOrFileIsNew) {
  LintRun before("one\n");
  before.Find("one");
  const Baseline baseline = Baseline::Of(before.diags, before.sources);
  LintRun message("one\n");
  message.Find("one", "B");
  EXPECT_EQ(message.LeftWith(baseline), 1U);
  LintRun line("one # more\n");
  line.Find("one");
  EXPECT_EQ(line.LeftWith(baseline), 1U);
  LintRun file("one\n", "b.yml");
  file.Find("one");
  EXPECT_EQ(file.LeftWith(baseline), 1U);
}

TEST(BaselineApplied, AsOftenAsItWasKnown) {
  LintRun before("one\none\n");
  before.Find("one");
  const Baseline baseline = Baseline::Of(before.diags, before.sources);
  LintRun after("one\none\n");
  after.Find("one");
  after.Find("one");
  EXPECT_EQ(after.LeftWith(baseline), 1U);
}

TEST(BaselineApplied, ErrorsOfTheLanguageAreNeverKnown) {
  LintRun run("one\n");
  run.diags.Emit(run.At("one"), diag::PortDuplicate, 80, "web");
  run.diags.Emit(run.At("one"), diag::PortPrivileged, "web", 80).severity = Severity::Error;
  const Baseline baseline = Baseline::Of(run.diags, run.sources);
  EXPECT_EQ(baseline.size(), 1U);
  EXPECT_EQ(run.LeftWith(baseline), 1U);
  EXPECT_EQ(run.diags.all().front().info->code, "port-duplicate");
}

TEST(Fingerprints, DoNotDependOnALineThatHoldsASecret) {
  LintRun one("- TOKEN=first\n");
  one.Find("TOKEN=first").hide_source = true;
  LintRun other("- TOKEN=second\n");
  other.Find("TOKEN=second").hide_source = true;
  EXPECT_EQ(Fingerprint(one.diags.all().front(), one.sources), Fingerprint(other.diags.all().front(), other.sources));
  EXPECT_THAT(one.Print(), Not(HasSubstr("first")));
}

TEST(Fingerprints, OfAFindingWithoutAPlace) {
  LintRun one("x\n");
  one.diags.Emit({}, diag::EntryUnknown, "web");
  LintRun other("y\n");
  other.diags.Emit({}, diag::EntryUnknown, "web");
  EXPECT_EQ(Fingerprint(one.diags.all().front(), one.sources), Fingerprint(other.diags.all().front(), other.sources));
}

}  // namespace
}  // namespace ovcc
