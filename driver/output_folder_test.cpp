#include "driver/output_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "backend/manifest.h"

namespace ovcc {
namespace {

using backend::OutputFile;
using testing::ElementsAre;
using testing::IsEmpty;

class OutputFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/ovcc-output-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    request_.directory = root_ + "/units";
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  OutputReport Write(const std::vector<OutputFile>& files) {
    auto report = WriteOutput(files, request_);
    EXPECT_TRUE(report.has_value()) << report.error().message;
    return report.value_or(OutputReport());
  }
  [[nodiscard]] std::string Read(const std::string& name) const {
    std::ifstream file(request_.directory + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void Put(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(request_.directory);
    std::ofstream(request_.directory + "/" + name, std::ios::binary) << bytes;
  }
  // What an earlier run left; the report must outlive the request.
  void Know(const OutputReport& report) {
    request_.known.clear();
    for (const auto& state : report.states) request_.known.push_back(&state);
  }

  [[nodiscard]] std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(request_.directory)) {
      if (!entry.is_directory()) names.push_back(entry.path().filename());
    }
    std::ranges::sort(names);
    return names;
  }
  [[nodiscard]] unsigned Mode(const std::string& name) const {
    struct stat status = {};
    EXPECT_EQ(stat((request_.directory + "/" + name).c_str(), &status), 0);
    return status.st_mode & 0777U;
  }

  std::string root_;
  OutputRequest request_;
};

TEST_F(OutputFolderTest, WritesFilesWithTheirModesAndAManifest) {
  const OutputReport report =
      Write({{"a.container", "A\n", 0600, "a"}, {"a.service", "S\n", 0644, "a"}, {"tunnels/t.yml", "T\n", 0600, "a"}});
  EXPECT_THAT(report.written, ElementsAre("a.container", "a.service", "tunnels/t.yml"));
  EXPECT_THAT(Names(), ElementsAre(".ovcc-manifest.json", "a.container", "a.service", "t.yml"));
  EXPECT_EQ(Mode("a.container"), 0600U);
  EXPECT_EQ(Mode("a.service"), 0644U);
  EXPECT_EQ(Mode(".ovcc-manifest.json"), 0600U);
}

TEST_F(OutputFolderTest, LeavesEqualFilesAlone) {
  Write({{"a.container", "A\n", 0600, "a"}});
  const auto before = std::filesystem::last_write_time(request_.directory + "/a.container");
  const OutputReport report = Write({{"a.container", "A\n", 0600, "a"}});
  EXPECT_THAT(report.written, IsEmpty());
  EXPECT_EQ(report.unchanged, 1U);
  EXPECT_EQ(std::filesystem::last_write_time(request_.directory + "/a.container"), before);
}

TEST_F(OutputFolderTest, SeveralThreadsDoWhatOneDoes) {
  const auto files = [](int changed) {
    std::vector<OutputFile> all;
    for (int i = 100; i < 300; ++i) {
      const std::string name = (i % 50 == 0 ? "tunnels/" : "") + std::to_string(i) + ".container";
      all.push_back({name, std::to_string(i % 3 == 0 ? changed : 0) + std::string(50, 'x') + "\n", 0600, "a"});
    }
    return all;
  };
  request_.jobs = 4;
  EXPECT_EQ(Write(files(1)).written.size(), 200U);
  OutputReport report = Write(files(2));
  EXPECT_EQ(report.written.size(), 66U);
  EXPECT_EQ(report.unchanged, 134U);
  EXPECT_EQ(report.states.size(), 200U);
  Know(report);
  EXPECT_EQ(Write(files(2)).unchanged, 200U);
  for (const OutputFile& file : files(2)) EXPECT_EQ(Read(file.name), file.bytes) << file.name;
  EXPECT_EQ(Names().size(), 201U);
}

TEST_F(OutputFolderTest, AKnownStampStandsForTheBytes) {
  const OutputReport report = Write({{"a.container", "A\n", 0600, "a"}});
  const auto time = std::filesystem::last_write_time(request_.directory + "/a.container");
  std::fstream(request_.directory + "/a.container") << 'B';  // in place, as long as before
  std::filesystem::last_write_time(request_.directory + "/a.container", time);
  Know(report);
  EXPECT_EQ(Write({{"a.container", "A\n", 0600, "a"}}).unchanged, 1U);
  request_.known.clear();
  EXPECT_THAT(Write({{"a.container", "A\n", 0600, "a"}}).overwritten_edits, ElementsAre("a.container"));
}

TEST_F(OutputFolderTest, RendersAFileThatIsKnownWhereItIsNeeded) {
  const OutputFile file = {"a.container", "A\n", 0600, "a"};
  const OutputFile known = {"a.container", {}, 0600, "a", {}, backend::ContentHash(file.bytes)};
  int rendered = 0;
  request_.render = [&](const OutputFile& asked) {
    ++rendered;
    EXPECT_EQ(asked.name, "a.container");
    return std::optional(file.bytes);
  };
  OutputReport report = Write({known});  // nothing stands yet
  EXPECT_THAT(report.written, ElementsAre("a.container"));
  EXPECT_EQ(Read("a.container"), "A\n");
  EXPECT_EQ(std::exchange(rendered, 0), 1);

  Know(report);
  EXPECT_EQ(Write({known}).unchanged, 1U);
  EXPECT_EQ(rendered, 0);

  std::fstream(request_.directory + "/a.container", std::ios::app) << "edited";
  EXPECT_THAT(Write({known}).overwritten_edits, ElementsAre("a.container"));
  EXPECT_EQ(Read("a.container"), "A\n");
  EXPECT_EQ(rendered, 1);
}

TEST_F(OutputFolderTest, NeedsNotReadAManifestThatItKnows) {
  const OutputReport first = Write({{"a.container", "A\n", 0600, "a"}, {"b.container", "B\n", 0600, "b"}});
  EXPECT_TRUE(first.manifest_lists_states);
  request_.listed = &first.states;
  request_.listed_manifest = first.manifest;
  EXPECT_EQ(Write({{"a.container", "A\n", 0600, "a"}, {"b.container", "B\n", 0600, "b"}}).unchanged, 2U);
  EXPECT_THAT(Write({{"a.container", "A\n", 0600, "a"}}).stale, ElementsAre("b.container"));
  request_.prune = true;
  EXPECT_THAT(Write({{"a.container", "A\n", 0600, "a"}}).pruned, ElementsAre("b.container"));
  // It is another one now.
  const OutputReport last = Write({{"a.container", "A2\n", 0600, "a"}, {"c.container", "C\n", 0600, "c"}});
  EXPECT_THAT(last.written, ElementsAre("a.container", "c.container"));
  EXPECT_THAT(last.overwritten_edits, IsEmpty());
  request_.listed = &last.states;
  request_.listed_manifest = last.manifest;
  std::fstream(request_.directory + "/a.container", std::ios::app) << "edited";
  EXPECT_THAT(Write({{"a.container", "A3\n", 0600, "a"}, {"c.container", "C\n", 0600, "c"}}).overwritten_edits,
              ElementsAre("a.container"));
}

TEST_F(OutputFolderTest, TrustsARememberedHashOnlyWithItsFile) {
  request_.render = [](const OutputFile&) { return std::optional<std::string>("A\n"); };
  const OutputReport report = Write({{"a.container", {}, 0600, "a", {}, "xxh3:of something else"}});
  ASSERT_EQ(report.states.size(), 1U);
  EXPECT_EQ(report.states[0].second.hash, backend::ContentHash("A\n"));
  EXPECT_EQ(Write({{"a.container", "A\n", 0600, "a"}}).unchanged, 1U);
}

TEST_F(OutputFolderTest, ReportsStaleFilesUntilTheyArePruned) {
  Write({{"a.container", "A\n", 0600, "a"}, {"b.container", "B\n", 0600, "b"}});
  EXPECT_THAT(Write({{"a.container", "A\n", 0600, "a"}}).stale, ElementsAre("b.container"));
  EXPECT_EQ(Read("b.container"), "B\n");
  request_.prune = true;
  EXPECT_THAT(Write({{"a.container", "A\n", 0600, "a"}}).pruned, ElementsAre("b.container"));
  EXPECT_THAT(Names(), ElementsAre(".ovcc-manifest.json", "a.container"));
}

TEST_F(OutputFolderTest, PruningKeepsWhatSomebodyEdited) {
  Write({{"a.container", "A\n", 0600, "a"}});
  Put("a.container", "mine\n");
  request_.prune = true;
  const OutputReport report = Write({});
  EXPECT_THAT(report.pruned, IsEmpty());
  EXPECT_THAT(report.kept_edited, ElementsAre("a.container"));
  EXPECT_EQ(Read("a.container"), "mine\n");
}

TEST_F(OutputFolderTest, NothingOfAnotherOwnerIsStaleOrOverwritten) {
  Write({{"a.container", "A\n", 0600, "a"}});
  request_.owner = "second";
  request_.prune = true;
  const OutputReport report = Write({{"b.container", "B\n", 0600, "b"}});
  EXPECT_THAT(report.pruned, IsEmpty());
  EXPECT_THAT(report.stale, IsEmpty());
  const auto refused = WriteOutput(std::vector<OutputFile>{{"a.container", "other\n", 0600, "a"}}, request_);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, OutputFailure::Kind::Refused);
  EXPECT_EQ(Read("a.container"), "A\n");
}

TEST_F(OutputFolderTest, OnlyOneEntryLeavesTheOthersAlone) {
  Write({{"a.container", "A\n", 0600, "a"}, {"b.container", "B\n", 0600, "b"}, {"b.pod", "P\n", 0600, "b"}});
  request_.only = "b";
  request_.prune = true;
  EXPECT_THAT(Write({{"b.container", "B2\n", 0600, "b"}}).pruned, ElementsAre("b.pod"));
  EXPECT_EQ(Read("a.container"), "A\n");
}

TEST_F(OutputFolderTest, OneEntryIsPrunedAndTheOthersAreReported) {
  Write({{"a.container", "A\n", 0600, "a"}, {"b.container", "B\n", 0600, "b"}, {"b.pod", "P\n", 0600, "b"}});
  request_.prune_deploy = "b";
  const OutputReport report = Write({{"b.container", "B\n", 0600, "b"}});
  EXPECT_THAT(report.pruned, ElementsAre("b.pod"));
  EXPECT_THAT(report.stale, ElementsAre("a.container"));
  EXPECT_EQ(Read("a.container"), "A\n");
}

// W47: an instance, and a name that begins alike, belong to other entries.
TEST_F(OutputFolderTest, PruningAnEntryLeavesItsInstances) {
  Write({{"ov-a.container", "A\n", 0600, "a"}, {"ov-a-x.container", "X\n", 0600, "a/x"}});
  request_.prune_deploy = "a";
  EXPECT_THAT(Write({}).pruned, ElementsAre("ov-a.container"));
  EXPECT_THAT(Names(), ElementsAre(".ovcc-manifest.json", "ov-a-x.container"));
}

TEST_F(OutputFolderTest, TellsNewFilesFromChangedOnes) {
  request_.live = true;
  Write({{"a.container", "A\n", 0600, "a"}});
  const OutputReport report = Write({{"a.container", "A2\n", 0600, "a"}, {"b.container", "B\n", 0600, "b"}});
  EXPECT_THAT(report.written, ElementsAre("a.container", "b.container"));
  EXPECT_THAT(report.created, ElementsAre("b.container"));
}

TEST_F(OutputFolderTest, AStaleFileThatIsGoneAlreadyIsForgotten) {
  Write({{"a.container", "A\n", 0600, "a"}});
  std::filesystem::remove(request_.directory + "/a.container");
  EXPECT_THAT(Write({}).missing, ElementsAre("a.container"));
  EXPECT_THAT(Write({}).missing, IsEmpty());
}

TEST_F(OutputFolderTest, RefusesAFileThatItDidNotWrite) {
  Put("a.container", "by hand\n");
  const auto refused = WriteOutput(
      std::vector<OutputFile>{{"a.container", "A\n", 0600, "a"}, {"b.container", "B\n", 0600, "b"}}, request_);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().message, "`a.container` exists and was not written by ovcc");
  EXPECT_THAT(Names(), ElementsAre("a.container"));
  EXPECT_EQ(Read("a.container"), "by hand\n");
}

TEST_F(OutputFolderTest, TakesOverAGeneratedFile) {
  Put("a.container", "# a.container (generated by ov config)\nold\n");
  EXPECT_THAT(Write({{"a.container", "A\n", 0600, "a"}}).written, ElementsAre("a.container"));
  EXPECT_EQ(Read("a.container"), "A\n");
}

TEST_F(OutputFolderTest, RefusesALinkInTheWay) {
  Put("elsewhere", "theirs\n");
  std::filesystem::create_symlink("elsewhere", request_.directory + "/a.container");
  EXPECT_FALSE(WriteOutput(std::vector<OutputFile>{{"a.container", "A\n", 0600, "a"}}, request_).has_value());
  EXPECT_EQ(Read("elsewhere"), "theirs\n");
}

TEST_F(OutputFolderTest, RefusesALinkInPlaceOfTheTunnelFolder) {
  std::filesystem::create_directories(root_ + "/outside");
  std::filesystem::create_directories(request_.directory);
  std::filesystem::create_directory_symlink(root_ + "/outside", request_.directory + "/tunnels");
  EXPECT_FALSE(WriteOutput(std::vector<OutputFile>{{"tunnels/t.yml", "T\n", 0600, "a"}}, request_).has_value());
  EXPECT_TRUE(std::filesystem::is_empty(root_ + "/outside"));
}

TEST_F(OutputFolderTest, ADamagedManifestIsMadeAnew) {
  Write({{"a.container", "# a.container (generated by ov config)\n", 0600, "a"}});
  Put(".ovcc-manifest.json", "{ not json");
  EXPECT_TRUE(Write({{"a.container", "# a.container (generated by ov config)\n", 0600, "a"}}).manifest_damaged);
  EXPECT_FALSE(Write({{"a.container", "# a.container (generated by ov config)\n", 0600, "a"}}).manifest_damaged);
}

TEST_F(OutputFolderTest, RemovesWhatAKilledRunLeft) {
  Put(".ovcc-tmp-a.container", "half");
  Write({{"a.container", "A\n", 0600, "a"}});
  EXPECT_THAT(Names(), ElementsAre(".ovcc-manifest.json", "a.container"));
}

TEST_F(OutputFolderTest, AFailureLeavesTheFolderAsItWas) {
  Write({{"a.container", "A\n", 0600, "a"}});
  const std::string long_name(300, 'x');  // no file system takes it
  const auto failed =
      WriteOutput(std::vector<OutputFile>{{"a.container", "A2\n", 0600, "a"}, {long_name, "X\n", 0600, "x"}}, request_);
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(Read("a.container"), "A\n");
  EXPECT_THAT(Names(), ElementsAre(".ovcc-manifest.json", "a.container"));
}

TEST_F(OutputFolderTest, AFolderThatCannotBeMadeIsAMachineFailure) {
  std::ofstream(root_ + "/file") << "x";
  request_.directory = root_ + "/file/units";
  const auto failed = WriteOutput({}, request_);
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().kind, OutputFailure::Kind::Machine);
}

}  // namespace
}  // namespace ovcc
