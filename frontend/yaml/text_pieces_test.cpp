#include "frontend/yaml/text_pieces.h"

#include <gtest/gtest.h>

#include <string>

#include "support/source_manager.h"

namespace ovcc::yaml {
namespace {

/// The pieces of the scalar that is the only value of `source`: those of the source in brackets, others as they are.
/// "none" if there are no pieces.
std::string PiecesOf(const std::string& source) {
  SourceManager sources;
  DiagnosticSink diags;
  const std::size_t file = sources.Add("f.yml", source).value();
  const ParsedFile parsed = ParseYaml(sources, file, {}, diags);
  EXPECT_TRUE(diags.all().empty()) << source;
  const Document& document = parsed.documents.at(0);
  const Node& scalar = document.node(document.entries(document.node(document.root()))[0].value);
  const std::string_view raw = sources.TextOf(scalar.span);
  std::vector<TextPiece> pieces;
  if (!FindPieces(raw, scalar, pieces)) return "none";
  std::string shown;
  std::string joined;
  for (const TextPiece& piece : pieces) {
    const std::string part((piece.in_source ? raw : scalar.text).substr(piece.begin, piece.size));
    shown += piece.in_source ? "[" + part + "]" : part;
    joined += part;
  }
  EXPECT_EQ(joined, scalar.text);
  return shown;
}

TEST(FindPieces, FollowsFoldedLines) {
  EXPECT_EQ(PiecesOf("a: one\n  two\n\n  three\n"), "[one] [two\n][three]");
  EXPECT_EQ(PiecesOf("a: 'one  \n  two'\n"), "[one ][two]");
  EXPECT_EQ(PiecesOf("a: >-\n  one\n  two\n"), "[one] [two]");
  EXPECT_EQ(PiecesOf("a: >\n  one\n\n    two\n"), "[one\n\n  ][two]\n");
}

TEST(FindPieces, FollowsBlocks) {
  EXPECT_EQ(PiecesOf("a: | # b\n  one\n    two\n\n  three\n"), "[one\n  ][two\n\n][three]\n");
  EXPECT_EQ(PiecesOf("a: |\r\n  one\r\n  two\r\n"), "[one][\n][two]\n");
}

TEST(FindPieces, FollowsQuotesAndEscapes) {
  EXPECT_EQ(PiecesOf("a: 'it''s'\n"), "[it'][s]");
  EXPECT_EQ(PiecesOf("a: ''''''\n"), "['']");
  EXPECT_EQ(PiecesOf("a: \"x\\ty\\nz\"\n"), "[x]\t[y]\n[z]");
  EXPECT_EQ(PiecesOf("a: \"\\\\n \\\"q\\\" \\/\"\n"), "[\\][n ][\"][q][\"][ ][/]");
  EXPECT_EQ(PiecesOf("a: \"one\\\n  two\"\n"), "[one][two]");
  EXPECT_EQ(PiecesOf("a: \"\\N\\L\\_\"\n"), "\xC2\x85\xE2\x80\xA8\xC2\xA0");
}

// What the source does not show would otherwise be kept where the source is only named.
TEST(FindPieces, TakesNoLetterThatTheSourceSpells) {
  EXPECT_EQ(PiecesOf("a: \"\\x41\"\n"), "none");
  EXPECT_EQ(PiecesOf("a: \"caf\\u00e9\"\n"), "none");
}

}  // namespace
}  // namespace ovcc::yaml
