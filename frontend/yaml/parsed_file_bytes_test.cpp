#include "frontend/yaml/parsed_file_bytes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "frontend/yaml/same_documents.h"

namespace ovcc::yaml {
namespace {

/// Nodes of every kind, in every style.
const char* const kEverything =
    "# a comment\n"
    "plain: text\n"
    "'quoted''': \"a \\\"b\\\" \\t\\n\"\n"
    "long: one\n  two\n\n  three\n"
    "literal: |\n  a secret\n    of lines\n\n"
    "folded: >+\n  one\n  two\n\n"
    "nulls: [~, null, , 'null']\n"
    "empty: {a: [], b: {}, c: '', d: \"\", e:}\n"
    "base: &base {x: 1, y: &list [1, 2]}\n"
    "again: *list\n"
    "merged: {<<: *base, z: *base}\n"
    "inline: {<<: [{p: 1}, {p: 2, q: 3}], r: 4}\n"
    "\xC3\xA9: \xE6\xBC\xA2\n"
    "---\n"
    "- &k key\n"
    "- {*k : !!str}\n"
    "--- text\n";

/// A file of this test.
struct File {
  explicit File(std::string text) {
    (void)sources.Add("before.yml", "so that no offset is one of the file");
    index = sources.Add("f.yml", std::move(text)).value();
    parsed = ParseYaml(sources, index, {}, diags);
  }

  [[nodiscard]] std::optional<std::string> Print() const { return PrintParsedFile(parsed, sources, index); }
  [[nodiscard]] std::optional<ParsedFile> Read(std::string_view bytes) const {
    return ReadParsedFile(bytes, sources, index);
  }

  SourceManager sources;
  DiagnosticSink diags;
  std::size_t index = 0;
  ParsedFile parsed;
};

void ExpectRoundTrip(const std::string& text) {
  const File file(text);
  ASSERT_TRUE(file.diags.all().empty()) << text;
  const auto bytes = file.Print();
  ASSERT_TRUE(bytes) << text;
  const auto read = file.Read(*bytes);
  ASSERT_TRUE(read) << text;
  EXPECT_TRUE(AreSame(file.parsed, *read)) << text;
  EXPECT_EQ(PrintParsedFile(*read, file.sources, file.index), bytes) << text;
}

std::string WithLineEnds(std::string_view text, std::string_view end) {
  std::string result;
  for (const char c : text) result += c == '\n' ? std::string(end) : std::string(1, c);
  return result;
}

TEST(ParsedFileBytes, GiveBackEveryNode) {
  ExpectRoundTrip(kEverything);
  ExpectRoundTrip(WithLineEnds(kEverything, "\r\n"));
  ExpectRoundTrip(WithLineEnds(kEverything, "\r"));
  ExpectRoundTrip(std::string("\xEF\xBB\xBF") + kEverything);
  for (const char* const text :
       {"", "# only\n", "---\n", "~\n", "text", "[]", "- - - a\n", "a:", "? a\n? b\n", "'a': b\n---\n---\nc: d\n"}) {
    ExpectRoundTrip(text);
  }
}

TEST(ParsedFileBytes, GiveBackWhatTheLimitsAllow) {
  ExpectRoundTrip(std::string(64, '[') + std::string(64, ']'));
  ExpectRoundTrip("- &a " + std::string(63, '[') + std::string(63, ']') + "\n- *a\n");
  std::string aliases = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'f'; ++c) {
    const std::string one = fmt::format("*{}", static_cast<char>(c - 1));
    aliases += fmt::format("{0}: &{0} [{1},{1},{1},{1},{1},{1},{1},{1},{1}]\n", c, one);
  }
  ExpectRoundTrip(aliases);
  std::string merges = "m0: &m0 {k0: v}\n";
  for (int i = 1; i < 30; ++i) merges += fmt::format("m{0}: &m{0} {{<<: *m{1}, k{0}: v}}\n", i, i - 1);
  ExpectRoundTrip(merges);
}

TEST(ParsedFileBytes, HoldNoText) {
  const File file(kEverything);
  const std::string bytes = file.Print().value();
  for (const char* const word : {"plain", "text", "secret", "lines", "one", "two", "key", "\xE6\xBC\xA2"}) {
    EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }
}

TEST(ParsedFileBytes, AreSmall) {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += fmt::format("service-{}:\n  ports:\n    - \"{}:8080\"\n  env:\n    - TZ=Europe/Berlin\n", i, i);
  EXPECT_LT(File(text).Print().value().size(), text.size() / 2);
}

TEST(ParsedFileBytes, AreNotThereWhereTheFileFailedOrHidesAText) {
  EXPECT_FALSE(File("a: 1\na: 2\n").Print());
  EXPECT_FALSE(File("a: \"\\x41\"\n").Print());
}

TEST(ParsedFileBytes, AreWholeOrNone) {
  const File file(kEverything);
  const std::string bytes = file.Print().value();
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(file.Read(bytes.substr(0, size))) << size;
  EXPECT_FALSE(file.Read(bytes + '\0'));
}

/// Looks at everything that a reader of the document may look at.
std::size_t Touch(const Document& document, const std::string_view source, std::uint32_t base) {
  std::size_t sum = 0;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const Node& node = document.node({i});
    EXPECT_LE(node.span.end, base + source.size());
    EXPECT_LE(node.span.begin, node.span.end);
    for (const char c : node.text) sum += static_cast<unsigned char>(c);
    for (const NodeId item : document.items(node)) EXPECT_LT(item.index, document.size());
    for (const MapEntry& entry : document.entries(node)) {
      EXPECT_LT(entry.value.index, document.size());
      EXPECT_EQ(document.node(entry.key).kind, Kind::Scalar);
    }
  }
  return sum;
}

TEST(ParsedFileBytes, DamagedAreHarmless) {
  const File file(kEverything);
  const std::string bytes = file.Print().value();
  const SourceManager::File& source = file.sources.file(file.index);
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same on every machine
  std::size_t read = 0;
  for (int turn = 0; turn < 20000; ++turn) {
    std::string damaged = bytes;
    for (std::size_t left = 1 + random() % 3; left > 0; --left)
      damaged[random() % damaged.size()] = static_cast<char>(random());
    if (random() % 4 == 0) damaged.erase(random() % damaged.size(), 1 + random() % 8);
    const auto parsed = file.Read(damaged);
    if (!parsed) continue;
    ++read;
    for (const Document& document : parsed->documents) (void)Touch(document, source.bytes, source.base);
  }
  EXPECT_GT(read, 0U);  // damage that does not show: another place, another style
  EXPECT_LT(read, 15000U);
}

// An alias that names what holds it, or what does not exist, and numbers that no memory would hold.
TEST(ParsedFileBytes, MadeUpAreNone) {
  const File file("[a]");
  EXPECT_EQ(file.Print(), std::string("\1\2\1\0\0\0\2\0\3\1\x21\2\1", 13));
  EXPECT_FALSE(file.Read(std::string("\1\1\1\0\0\1\2\0\3\1\x80\0", 12)));
  EXPECT_FALSE(file.Read(std::string("\1\1\1\0\0\1\2\0\3\1\x80\7", 12)));
  EXPECT_FALSE(file.Read(std::string(40, '\xFF')));
  EXPECT_FALSE(file.Read(std::string(40, '\x7F')));
}

}  // namespace
}  // namespace ovcc::yaml
