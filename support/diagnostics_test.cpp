#include "support/diagnostics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace ovcc {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Messages(const DiagnosticSink& sink) {
  std::vector<std::string> messages;
  for (const Diagnostic& diagnostic : sink.all()) messages.push_back(diagnostic.message);
  return messages;
}

TEST(DiagnosticSink, FillsMessageAndHelp) {
  DiagnosticSink sink;
  const Diagnostic& found = sink.Emit({5, 9}, diag::UnknownLayer, "nope");
  EXPECT_EQ(found.info->code, "unknown-layer");
  EXPECT_EQ(found.message, "unknown layer `nope`");
  EXPECT_EQ(found.help, "add layers/nope/layer.yml, or fix the name");
  EXPECT_EQ(found.span, (Span{5, 9}));
  EXPECT_TRUE(sink.has_errors());
}

TEST(DiagnosticSink, WarningsAreNoErrors) {
  DiagnosticSink sink;
  EXPECT_FALSE(sink.has_errors());
  sink.Emit({}, diag::InitUnknown, "runit");
  EXPECT_FALSE(sink.has_errors());
}

TEST(DiagnosticSink, SortsByFileNameAndPutsWhatIsNoFileBehindAllFiles) {
  SourceManager sources;
  const std::size_t flags = sources.Add("<command line>", "flags").value();
  const std::size_t image = sources.Add("image.yml", "image").value();
  const std::size_t deploy = sources.Add("deploy.yml", "deploy").value();
  DiagnosticSink sink;
  sink.Emit({}, diag::UnknownLayer, "placeless");
  sink.Emit(sources.SpanOf(flags, 0, 1), diag::UnknownLayer, "no file");
  sink.Emit(sources.SpanOf(image, 0, 1), diag::UnknownLayer, "image");
  sink.Emit(sources.SpanOf(deploy, 2, 1), diag::UnknownLayer, "deploy");
  sink.Sort(sources);
  EXPECT_THAT(Messages(sink), ElementsAre("unknown layer `deploy`", "unknown layer `image`", "unknown layer `no file`",
                                          "unknown layer `placeless`"));
}

TEST(DiagnosticSink, SortsByPlaceThenCodeThenEndThenMessage) {
  SourceManager sources;
  const std::size_t file = sources.Add("image.yml", "0123456789").value();
  DiagnosticSink sink;
  sink.Emit(sources.SpanOf(file, 8, 1), diag::UnknownLayer, "second place");
  sink.Emit(sources.SpanOf(file, 4, 3), diag::UnknownLayer, "longer");
  sink.Emit(sources.SpanOf(file, 4, 1), diag::UnknownLayer, "b");
  sink.Emit(sources.SpanOf(file, 4, 1), diag::UnknownLayer, "a");
  sink.Emit(sources.SpanOf(file, 4, 5), diag::UnknownImage, "code before");
  sink.Sort(sources);
  EXPECT_THAT(Messages(sink),
              ElementsAre("no image `code before` in this project", "unknown layer `a`", "unknown layer `b`",
                          "unknown layer `longer`", "unknown layer `second place`"));
}

TEST(DiagnosticSink, DropsExactRepetitionsOnly) {
  DiagnosticSink sink;
  sink.Emit({5, 6}, diag::UnknownLayer, "a").Attach({7, 8}, "x");
  sink.Emit({5, 6}, diag::UnknownLayer, "a").Attach({7, 9}, "x");
  sink.Emit({5, 6}, diag::UnknownLayer, "a").Attach({7, 8}, "x");
  sink.Sort(SourceManager());
  ASSERT_EQ(sink.all().size(), 2U);
  EXPECT_EQ(sink.all()[0].labels[0].span, (Span{7, 8}));
  EXPECT_EQ(sink.all()[1].labels[0].span, (Span{7, 9}));
}

TEST(DiagnosticSink, JoinKeepsTheOrder) {
  DiagnosticSink first;
  DiagnosticSink second;
  first.Emit({9, 9}, diag::UnknownLayer, "a");
  second.Emit({1, 1}, diag::UnknownLayer, "b");
  first.Join(std::move(second));
  EXPECT_THAT(Messages(first), ElementsAre("unknown layer `a`", "unknown layer `b`"));
}

TEST(Diagnostic, SuggestStandsBeforeTheHelp) {
  DiagnosticSink sink;
  EXPECT_EQ(sink.Emit({}, diag::UnknownImage, "fedra").Suggest("fedora").help, "did you mean `fedora`?");
  EXPECT_EQ(sink.Emit({}, diag::UnknownLayer, "a").Suggest("b").help,
            "did you mean `b`? (add layers/a/layer.yml, or fix the name)");
  EXPECT_EQ(sink.Emit({}, diag::UnknownLayer, "a").Suggest("").help, "add layers/a/layer.yml, or fix the name");
}

/// `SecretUnknown` -> `secret-unknown`.
std::string CodeOf(std::string_view id) {
  std::string code;
  for (const char c : id) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !code.empty()) code += '-';
    code += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return code;
}

TEST(AllDiagnostics, IdsAreUniqueAndMostCodesFollowFromThem) {
  std::set<std::string_view> ids;
  std::set<std::string_view> codes;
  for (const DiagInfo* info : AllDiagnostics()) {
    EXPECT_TRUE(ids.insert(info->id).second) << info->id;
    // A second row of one code says the same with another severity or in other words.
    if (codes.insert(info->code).second && info->id.find_first_of("0123456789") == std::string_view::npos) {
      EXPECT_EQ(CodeOf(info->id), info->code);
    }
  }
  EXPECT_GT(ids.size(), 100U);
}

TEST(AllDiagnostics, MessagesAreInTheHouseStyle) {
  for (const DiagInfo* info : AllDiagnostics()) {
    EXPECT_FALSE(info->message.empty()) << info->id;
    EXPECT_FALSE(info->message.ends_with('.')) << info->id;
    EXPECT_FALSE(info->section.empty()) << info->id;
    for (const char* word : {"illegal", "please"})
      EXPECT_EQ(info->message.find(word), std::string_view::npos) << info->id;
  }
}

}  // namespace
}  // namespace ovcc
