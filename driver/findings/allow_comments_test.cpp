// Which lines a comment speaks of, and what it can allow there.
#include "driver/findings/allow_comments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class AllowComments : public testing::Test {
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
  /// Lines of which the comments speak.
  std::vector<std::uint32_t> Lines() {
    std::vector<std::uint32_t> lines;
    for (const AllowComment& comment : ReadAllowComments(sources_)) lines.push_back(comment.line);
    return lines;
  }
  /// Codes that are left after the comments were applied, then what is reported of the comments.
  std::vector<std::string_view> Settle() {
    std::vector<AllowComment> comments = ReadAllowComments(sources_);
    ApplyAllowComments(comments, sources_, diags_);
    ReportIdleAllowComments(comments, diags_);
    std::vector<std::string_view> codes;
    for (const Diagnostic& found : diags_.all()) codes.push_back(found.info->code);
    return codes;
  }
  void Privileged(std::string_view word) { diags_.Emit(At(word), diag::PortPrivileged, "web", 80); }

  SourceManager sources_;
  DiagnosticSink diags_{true};
  std::size_t file_ = 0;
};

TEST_F(AllowComments, BehindALineAndAboveOne) {
  AddFile("a.yml", "a: 1 # ovcc: allow env-bare x\n# ovcc: allow env-bare x\n\n# more\nb: 2\nc: 3\n");
  EXPECT_THAT(Lines(), ElementsAre(1, 5));
}

TEST_F(AllowComments, ALoneCommentAtTheEndSpeaksOfItself) {
  AddFile("a.yml", "a: 1\n  # ovcc: allow env-bare x");
  EXPECT_THAT(Lines(), ElementsAre(2));
}

TEST_F(AllowComments, LineEndsAndTabsDoNotMatter) {
  AddFile("a.yml", "\t# ovcc: allow env-bare  two words \r\na: 1\r\n");
  const std::vector<AllowComment> comments = ReadAllowComments(sources_);
  ASSERT_EQ(comments.size(), 1U);
  EXPECT_EQ(comments[0].code, "env-bare");
  EXPECT_EQ(comments[0].reason, "two words");
  EXPECT_EQ(comments[0].line, 2U);
  EXPECT_EQ(sources_.TextOf(comments[0].span), "# ovcc: allow env-bare  two words ");
}

TEST_F(AllowComments, WhatIsNoComment) {
  AddFile("a.yml",
          "a: x#ovcc: allow env-bare x\n# ovcc allow env-bare x\n# ovcc: allows env-bare x\n#  ovcc:allow a b\n");
  AddFile("<command line>", "# ovcc: allow env-bare x\n");
  EXPECT_THAT(Lines(), IsEmpty());
}

TEST_F(AllowComments, OneCommentMayFollowAnother) {
  AddFile("a.yml", "a: 1 # why # ovcc: allow env-bare x\n");
  EXPECT_THAT(Lines(), ElementsAre(1));
}

TEST_F(AllowComments, TakesAwayWhatItAllowsAtItsLineAlone) {
  AddFile("a.yml", "- first # ovcc: allow port-privileged x\n- second\n");
  Privileged("first");
  Privileged("second");
  diags_.Emit(At("first"), diag::EnvBare, "A");
  EXPECT_THAT(Settle(), ElementsAre("port-privileged", "env-bare"));
}

TEST_F(AllowComments, OneCommentIsEnoughForSeveralFindingsOfItsCode) {
  AddFile("a.yml", "[first, second] # ovcc: allow port-privileged x\n");
  Privileged("first");
  Privileged("second");
  EXPECT_THAT(Settle(), IsEmpty());
}

TEST_F(AllowComments, TheSameLineOfAnotherFileIsAnotherLine) {
  AddFile("a.yml", "first # ovcc: allow port-privileged x\n");
  AddFile("b.yml", "second\n");
  Privileged("second");
  EXPECT_THAT(Settle(), ElementsAre("port-privileged", "allow-unused"));
}

TEST_F(AllowComments, WhatABuildRefusesStays) {
  AddFile("a.yml", "first # ovcc: allow port-duplicate x\n");
  diags_.Emit(At("first"), diag::PortDuplicate, 80, "web");
  EXPECT_THAT(Settle(), ElementsAre("port-duplicate", "allow-invalid"));
}

TEST_F(AllowComments, AnOpinionThatTheProjectMadeAnErrorCanBeAllowed) {
  AddFile("a.yml", "first # ovcc: allow port-privileged x\n");
  Privileged("first");
  diags_.all().front().severity = Severity::Error;
  EXPECT_THAT(Settle(), IsEmpty());
}

TEST_F(AllowComments, WithoutAReasonNothingIsAllowed) {
  AddFile("a.yml", "first # ovcc: allow port-privileged  \n");
  Privileged("first");
  EXPECT_THAT(Settle(), ElementsAre("port-privileged", "allow-invalid"));
}

TEST_F(AllowComments, AnIdleCommentHasAFixThatRemovesIt) {
  AddFile("a.yml", "first # ovcc: allow port-privileged x\n");
  EXPECT_THAT(Settle(), ElementsAre("allow-unused"));
  const Diagnostic& found = diags_.all().front();
  ASSERT_EQ(found.fixes.size(), 1U);
  EXPECT_TRUE(found.fixes[0].safe);
  EXPECT_EQ(found.fixes[0].edits[0].kind, SourceEdit::Kind::RemoveText);
  EXPECT_EQ(sources_.TextOf(found.fixes[0].edits[0].span), "# ovcc: allow port-privileged x");
}

}  // namespace
}  // namespace ovcc
