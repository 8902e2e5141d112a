#include "frontend/env_files.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Fixture {
  std::optional<ir::EnvFile> ReadText(std::string bytes) {
    files.Put("/srv/a.env", std::move(bytes));
    return Read("/srv/a.env", true);
  }
  std::optional<ir::EnvFile> Read(const std::string& path, bool required) {
    return reader.Read(path, Span{7, 9}, ir::Origin::EnvFile, required);
  }
  std::vector<std::string> Findings() const {
    std::vector<std::string> findings;
    for (const Diagnostic& diagnostic : diags.all()) {
      findings.push_back(fmt::format("{} '{}'", diagnostic.info->code, sources.TextOf(diagnostic.span)));
    }
    return findings;
  }

  MemoryFileSystem files;
  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  EnvFileReader reader{files, sources, names, diags};
};

std::vector<std::string> Assignments(const ir::EnvFile& file) {
  std::vector<std::string> texts;
  for (const ir::EnvEntry& entry : file.entries) {
    texts.push_back(entry.bare ? std::string(entry.name.text())
                               : fmt::format("{}={}", entry.name.text(), entry.value.text()));
  }
  return texts;
}

// §1.8 and §4.6: quotes go, and what Podman would keep is noted.
TEST(EnvFileReaderTest, ReadsEntries) {
  Fixture fixture;
  const auto file = fixture.ReadText("# comment\nA=1\n\n  B = two\nQ=\"x y\"\nBARE\nEMPTY=\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->path.text(), "/srv/a.env");
  EXPECT_EQ(file->span, (Span{7, 9}));
  EXPECT_THAT(Assignments(*file), ElementsAre("A=1", "Q=x y", "BARE", "EMPTY="));
  EXPECT_THAT(fixture.Findings(), ElementsAre("env-key-broken 'B '"));
  ASSERT_EQ(file->inline_names.size(), 1U);
  EXPECT_EQ(file->inline_names[0].text(), "Q");
  EXPECT_EQ(fixture.sources.TextOf(file->entries[0].span), "A=1");
  EXPECT_EQ(fixture.sources.TextOf(file->entries[2].span), "BARE");
}

TEST(EnvFileReaderTest, ReportsEntries) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"AWS_*\n", {"env-file-pattern 'AWS_*'"}}, {"export A=1\n", {"env-key-broken 'export A'"}},
      {"=x\n", {"env-key-broken ''"}},           {"a.b=1\n", {"env-key-suspect 'a.b'"}},
      {"A=1\nA=2\n", {"env-duplicate 'A=2'"}},   {std::string("A=x\0y\n", 6), {std::string("nul-in-value 'x\0y'", 18)}},
      {"A=\xFF\nB=1\n", {"not-utf8 '\xFF'"}},
  };
  for (const auto& [text, findings] : cases) {
    Fixture fixture;
    ASSERT_TRUE(fixture.ReadText(text));
    EXPECT_EQ(fixture.Findings(), findings) << text;
    for (const Diagnostic& found : fixture.diags.all()) EXPECT_TRUE(found.hide_source && found.labels.empty()) << text;
  }
}

TEST(EnvFileReaderTest, HintsAtExport) {
  Fixture fixture;
  ASSERT_TRUE(fixture.ReadText("export A=1\n"));
  EXPECT_THAT(fixture.diags.all().front().help, testing::HasSubstr("drop `export`"));
}

TEST(EnvFileReaderTest, ReportsMissingFilesOnlyIfRequired) {
  Fixture fixture;
  EXPECT_FALSE(fixture.Read("/none/.env", false));
  EXPECT_THAT(fixture.Findings(), IsEmpty());
  EXPECT_FALSE(fixture.Read("/none/.env", true));
  EXPECT_FALSE(fixture.Read("/none/.env", true));
  ASSERT_EQ(fixture.diags.all().size(), 2U);
  EXPECT_EQ(fixture.diags.all()[0].info->code, "env-file-missing");
  EXPECT_EQ(fixture.diags.all()[0].span, (Span{7, 9}));
}

// A file that is there but cannot be read is never passed over in silence.
TEST(EnvFileReaderTest, ReportsUnreadableImplicitFiles) {
  Fixture fixture;
  fixture.files.FailAt("/srv/.env", "Permission denied");
  EXPECT_FALSE(fixture.Read("/srv/.env", false));
  ASSERT_EQ(fixture.diags.all().size(), 1U);
  EXPECT_EQ(fixture.diags.all()[0].message, "cannot read the environment file `/srv/.env`: Permission denied");
}

TEST(EnvFileReaderTest, ReadsEachPathOnce) {
  Fixture fixture;
  fixture.files.Put("/a.env", "export A=1\n");
  EXPECT_TRUE(fixture.Read("/a.env", true));
  const auto again = fixture.reader.Read("/a.env", Span{3, 4}, ir::Origin::Workspace, false);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->span, (Span{3, 4}));
  EXPECT_THAT(fixture.files.reads(), ElementsAre("/a.env"));
  EXPECT_EQ(fixture.diags.all().size(), 1U);
}

TEST(EnvFileReaderTest, GivesEntriesTheirOrigin) {
  Fixture fixture;
  fixture.files.Put("/a.env", "A=1\n");
  EXPECT_EQ(fixture.reader.Read("/a.env", Span(), ir::Origin::FlagFile, true)->entries[0].origin, ir::Origin::FlagFile);
  EXPECT_EQ(fixture.reader.Read("/a.env", Span(), ir::Origin::EnvFile, true)->entries[0].origin, ir::Origin::EnvFile);
}

// Modes are looked at for opinions alone: what is compiled does not depend on them.
TEST(EnvFileReaderTest, LooksAtModesWhereOpinionsAreWanted) {
  for (const bool opinions : {false, true}) {
    Fixture fixture;
    fixture.diags = DiagnosticSink(opinions);
    EXPECT_FALSE(fixture.ReadText("A=1\n")->readable_by_all);
    fixture.files.Put("/srv/b.env", "A=1\n");
    fixture.files.LetAllRead("/srv/b.env");
    EXPECT_EQ(fixture.Read("/srv/b.env", true)->readable_by_all, opinions);
  }
}

}  // namespace
}  // namespace ovcc
