#include "frontend/parsed_files.h"

#include <gtest/gtest.h>

#include "frontend/memory_parsed_files.h"
#include "frontend/yaml/same_documents.h"

namespace ovcc {
namespace {

/// A file that is parsed with what `earlier` knows.
struct ParseRun {
  ParseRun(const std::string& text, MemoryParsedFiles* earlier) {
    const std::size_t index = sources.Add("f.yml", text).value();
    file = ParseOrFind("f.yml", sources, index, earlier, diags, kept);
    if (kept && earlier != nullptr) earlier->Keep(*kept);
  }

  [[nodiscard]] bool found() const { return kept && kept->printed.empty(); }

  SourceManager sources;
  DiagnosticSink diags;
  std::optional<KeptFile> kept;
  yaml::ParsedFile file;
};

TEST(ParseOrFind, FindsAFileByItsBytes) {
  const std::string text = "a: [1, 'two']\n";
  const ParseRun plain(text, nullptr);
  EXPECT_FALSE(plain.kept);
  MemoryParsedFiles files;
  const ParseRun first(text, &files);
  EXPECT_FALSE(first.found());
  EXPECT_EQ(first.kept->size, text.size());
  const ParseRun second(text, &files);
  EXPECT_TRUE(second.found());
  EXPECT_TRUE(yaml::AreSame(second.file, plain.file));
  EXPECT_FALSE(ParseRun("a: [1, 'twi']\n", &files).found());
}

TEST(ParseOrFind, KeepsNoFileWithFindings) {
  MemoryParsedFiles files;
  const ParseRun first("a: 1\na: 2\n", &files);
  EXPECT_EQ(first.diags.all().size(), 1U);
  EXPECT_FALSE(first.kept);
  EXPECT_TRUE(files.files.empty());
  EXPECT_EQ(ParseRun("a: 1\na: 2\n", &files).diags.all().size(), 1U);
}

TEST(ParseOrFind, ParsesWhatIsDamaged) {
  const std::string text = "a: [1, 'two']\n";
  MemoryParsedFiles files;
  const ParseRun first(text, &files);
  files.files.begin()->second.pop_back();
  const ParseRun second(text, &files);
  EXPECT_FALSE(second.found());
  EXPECT_TRUE(yaml::AreSame(second.file, first.file));
  EXPECT_TRUE(ParseRun(text, &files).found());
}

}  // namespace
}  // namespace ovcc
