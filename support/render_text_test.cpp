#include "support/render_text.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ovcc {
namespace {

/// Renders one `unknown-layer` over `length` bytes at `offset` of a file.
std::string Render(const std::string& bytes, std::uint32_t offset, std::uint32_t length, bool colour = false) {
  SourceManager sources;
  const std::size_t file = sources.Add("image.yml", bytes).value();
  DiagnosticSink sink;
  sink.Emit(sources.SpanOf(file, offset, length), diag::UnknownImage, "x");
  return RenderText(sink.all().front(), sources, colour);
}

/// The lines with the source and the caret alone.
std::string Excerpt(const std::string& bytes, std::uint32_t offset, std::uint32_t length) {
  const std::string text = Render(bytes, offset, length);
  return text.substr(text.find('\n') + 1);
}

TEST(RenderText, ShowsPlaceMessageLineAndCaret) {
  EXPECT_EQ(Render("a: 1\nbase: xyz\n", 11, 3),
            "image.yml:2:7: error: no image `x` in this project [unknown-image]\n"
            "    2 | base: xyz\n"
            "      |       ^~~\n");
}

TEST(RenderText, ShowsLabelsNotesAndHelp) {
  SourceManager sources;
  const std::size_t a = sources.Add("a.yml", "one\n").value();
  const std::size_t b = sources.Add("b.yml", "\n two\n").value();
  DiagnosticSink sink;
  sink.Emit(sources.SpanOf(a, 0, 3), diag::InitUnknown, "one")
      .Attach(sources.SpanOf(b, 2, 3), "chosen here")
      .Attach({}, "by default")
      .Note("a fact");
  EXPECT_EQ(RenderText(sink.all().front(), sources, false),
            "a.yml:1:1: warning: unknown init `one`: the container will run `sleep infinity` [init-unknown]\n"
            "    1 | one\n"
            "      | ^~~\n"
            "b.yml:2:2: note: chosen here\n"
            "    2 |  two\n"
            "      |  ^~~\n"
            "note: by default\n"
            "note: a fact\n"
            "help: `supervisord` or `systemd`\n");
}

TEST(RenderText, AFindingWithoutPlaceNamesTheProgram) {
  const SourceManager sources;
  DiagnosticSink sink;
  sink.Emit({}, diag::UnknownImage, "x");
  EXPECT_EQ(RenderText(sink.all().front(), sources, false),
            "ovcc: error: no image `x` in this project [unknown-image]\n");
}

TEST(RenderText, CaretStandsRightBehindTabsAndWideCharacters) {
  EXPECT_EQ(Excerpt("\ta: x\n", 4, 1), "    1 |         a: x\n      |            ^\n");
  EXPECT_EQ(Excerpt("漢字: x\n", 8, 1), "    1 | 漢字: x\n      |       ^\n");
  EXPECT_EQ(Excerpt("e\xCC\x81: x\n", 5, 1), "    1 | e\xCC\x81: x\n      |    ^\n");
  EXPECT_EQ(Excerpt("漢字: x\n", 0, 6), "    1 | 漢字: x\n      | ^~~~\n");
}

TEST(RenderText, NoByteOfTheInputReachesTheTerminalAsControl) {
  EXPECT_EQ(Excerpt("a\x1b[31m\xFF\xC2\x9Bx\n", 9, 1),
            "    1 | a\\x1B[31m\\xFF\\xC2\\x9Bx\n      |                      ^\n");
  EXPECT_EQ(Excerpt("\xE2\x80\xAEx\n", 3, 1), "    1 | \\xE2\\x80\\xAEx\n      |             ^\n");
  SourceManager sources;
  const std::size_t file = sources.Add("a\nb", "x").value();
  DiagnosticSink sink;
  sink.Emit(sources.WholeFile(file), diag::UnknownImage, "\x1b]0;\n");
  EXPECT_EQ(RenderText(sink.all().front(), sources, false),
            "a\\x0Ab:1:1: error: no image `\\x1B]0;\\x0A` in this project [unknown-image]\n"
            "    1 | x\n"
            "      | ^\n");
}

TEST(RenderText, MarksTheFirstLineOfALongSpanAndTheEndOfAFile) {
  EXPECT_EQ(Excerpt("ab\ncd\n", 1, 4), "    1 | ab\n      |  ^\n");
  EXPECT_EQ(Excerpt("ab\r\ncd\n", 0, 6), "    1 | ab\n      | ^~\n");
  EXPECT_EQ(Excerpt("ab\n", 3, 0), "    2 | \n      | ^\n");
  EXPECT_EQ(Excerpt("ab", 2, 0), "    1 | ab\n      |   ^\n");
}

TEST(RenderText, CutsLongLinesAroundTheCaret) {
  const std::string left(5000, 'l');
  const std::string text = Excerpt(left + "X" + std::string(5000, 'r') + "\n", 5000, 1);
  EXPECT_EQ(text, "    1 | …" + std::string(80, 'l') + "X" + std::string(78, 'r') + "…\n      | " +
                      std::string(81, ' ') + "^\n");
  EXPECT_EQ(Excerpt(std::string(159, 'a') + "\n", 158, 1),
            "    1 | " + std::string(159, 'a') + "\n      | " + std::string(158, ' ') + "^\n");
}

TEST(RenderText, CutsLongUserTextAtACharacter) {
  const SourceManager sources;
  DiagnosticSink sink;
  const std::string cut = std::string(199, 'x') + "…";
  sink.Emit({}, diag::PortMappingInvalid, std::string(199, 'x') + "é" + std::string(100'000, 'x'), "a port")
      .Attach({}, "the other is `" + std::string(100'000, 'y') + "` here")
      .Note("`" + std::string(200, 'z') + "` is shown whole")
      .Help("");
  EXPECT_EQ(RenderText(sink.all().front(), sources, false),
            "ovcc: error: `" + cut + "` is not a port mapping: expected a port [port-mapping-invalid]\n" +
                "note: the other is `" + std::string(200, 'y') + "…` here\n" + "note: `" + std::string(200, 'z') +
                "` is shown whole\n");
}

TEST(RenderText, CountsPlacesThatAreTooMany) {
  const SourceManager sources;
  DiagnosticSink sink;
  Diagnostic& found = sink.Emit({}, diag::UnknownImage, "x").Help("");
  for (int i = 0; i < 23; ++i) found.Attach({}, "here");
  const std::string text = RenderText(found, sources, false);
  EXPECT_EQ(std::ranges::count(text, '\n'), 22);
  EXPECT_TRUE(text.ends_with("note: here\nnote: and 3 places more\n")) << text;
}

TEST(RenderText, ShowsCharactersThatNobodySees) {
  const SourceManager sources;
  DiagnosticSink sink;
  sink.Emit({}, diag::UnknownImage, "\uFEFFa\u200Bb\u200Dc\u2060d");
  EXPECT_EQ(RenderText(sink.all().front(), sources, false),
            "ovcc: error: no image `\\xEF\\xBB\\xBFa\\xE2\\x80\\x8Bb\\xE2\\x80\\x8Dc\\xE2\\x81\\xA0d` in this project "
            "[unknown-image]\n");
}

TEST(RenderText, ColoursOnDemand) {
  EXPECT_EQ(Render("x\n", 0, 1, true),
            "\x1b[1mimage.yml:1:1: \x1b[0m\x1b[1;31merror:\x1b[0m \x1b[1mno image `x` in this project "
            "[unknown-image]\x1b[0m\n"
            "    1 | x\n"
            "      | \x1b[1;32m^\x1b[0m\n");
}

}  // namespace
}  // namespace ovcc
