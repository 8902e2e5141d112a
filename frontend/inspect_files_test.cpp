// Inspected images and the records of the project.
#include "frontend/inspect_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "frontend/read/reader_fixture.h"
#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Answer(std::string_view name, std::string_view id) {
  return fmt::format(R"([{{"Id": "{}", "Labels": {{"org.overthinkos.version": "1",
                           "org.overthinkos.image": "{}"}}}}])",
                     id, name);
}

class InspectFiles : public ::testing::Test {
 protected:
  std::vector<std::string> Read(const std::vector<std::string>& paths) {
    inspected_ = ReadInspectFiles(paths, files_, sources_, names_, diags_);
    std::vector<std::string> names;
    for (const InspectedImage& image : inspected_) names.emplace_back(image.name.text());
    return names;
  }

  /// Name of each image, with what is known of it.
  std::vector<std::string> Attach(std::vector<ir::Image> images) {
    AttachLabels(std::move(inspected_), images, diags_);
    std::vector<std::string> shown;
    for (const ir::Image& image : images) {
      shown.push_back(
          fmt::format("{}{}{}", image.name.text(), image.labels ? " labels" : "", image.unwritten ? " unwritten" : ""));
    }
    return shown;
  }

  ir::Image Record(std::string_view name, bool foreign = false) {
    ir::Image image;
    image.name = names_.Intern(name);
    image.foreign = foreign;
    return image;
  }

  std::vector<std::string> findings() { return Summaries(sources_, diags_); }

  MemoryFileSystem files_;
  SourceManager sources_;
  Interner names_;
  DiagnosticSink diags_;
  std::vector<InspectedImage> inspected_;
};

TEST_F(InspectFiles, ReadsFilesAndFolders) {
  files_.Put("one", Answer("a", "1"));
  files_.Put("d/b.json", Answer("b", "2"));
  files_.Put("d/c.json", Answer("c", "3"));
  files_.Put("d/notes.txt", "no JSON");
  files_.Put("d/below/e.json", "no JSON");
  EXPECT_THAT(Read({"d", "one"}), ElementsAre("b", "c", "a"));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(InspectFiles, ReportsWhatCannotBeRead) {
  files_.Put("empty/notes.txt", "");
  EXPECT_THAT(Read({"missing", "empty"}), IsEmpty());
  EXPECT_THAT(findings(), ElementsAre("0:0 file-unreadable", "0:0 file-unreadable"));
}

TEST_F(InspectFiles, JoinsRecordsByName) {
  files_.Put("d/c.json", Answer("c", "3"));
  files_.Put("d/a.json", Answer("a", "1"));
  static_cast<void>(Read({"d"}));
  EXPECT_THAT(Attach({Record("b"), Record("c")}), ElementsAre("a labels unwritten", "b", "c labels"));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(InspectFiles, CountsOneImageOnce) {
  files_.Put("d/long.json", Answer("a", "1"));
  files_.Put("d/short.json", Answer("a", "1"));
  static_cast<void>(Read({"d"}));
  EXPECT_THAT(Attach({}), ElementsAre("a labels unwritten"));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(InspectFiles, RefusesTwoImagesOfOneName) {
  files_.Put("d/new.json", Answer("a", "1"));
  files_.Put("d/old.json", Answer("a", "2"));
  static_cast<void>(Read({"d"}));
  EXPECT_THAT(Attach({}), ElementsAre("a labels unwritten"));
  EXPECT_THAT(findings(), ElementsAre("2:53 duplicate-definition"));
}

TEST_F(InspectFiles, RefusesLabelsBesideAForeignRecord) {
  files_.Put("a.json", Answer("a", "1"));
  static_cast<void>(Read({"a.json"}));
  EXPECT_THAT(Attach({Record("a", true)}), ElementsAre("a"));
  EXPECT_THAT(findings(), ElementsAre("2:53 duplicate-definition"));
}

}  // namespace
}  // namespace ovcc
