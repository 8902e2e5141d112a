// Live units: three folders and one manifest, written all or nothing, and what the manifest remembers for systemd.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "driver/live_units.h"
#include "driver/output_folder.h"

namespace ovcc {
namespace {

namespace fs = std::filesystem;

using backend::OutputFile;
using testing::ElementsAre;
using testing::IsEmpty;

// From the step `first` on, `count` steps that change the disk fail.
class FailingStore final : public OutputStore {
 public:
  FailingStore(DiskOutput& disk, std::size_t first, std::size_t count) : disk_(disk), first_(first), count_(count) {}

  [[nodiscard]] std::size_t steps() const { return steps_; }

  [[nodiscard]] bool Holds(std::string_view name) const override { return disk_.Holds(name); }
  [[nodiscard]] std::expected<std::optional<std::string>, IoError> Read(const std::string& name) const override {
    return disk_.Read(name);
  }
  [[nodiscard]] std::expected<std::optional<FileStamp>, IoError> Stamp(const std::string& name) const override {
    return disk_.Stamp(name);
  }
  [[nodiscard]] std::expected<FileStamp, IoError> Stage(const std::string& name, std::string_view bytes,
                                                        unsigned mode) override {
    if (Fails()) return Broken(name);
    return disk_.Stage(name, bytes, mode);
  }
  [[nodiscard]] std::expected<void, IoError> Commit(const std::string& name) override {
    if (Fails()) return Broken(name);
    return disk_.Commit(name);
  }
  [[nodiscard]] std::expected<void, IoError> SetAside(const std::string& name) override {
    if (Fails()) return Broken(name);
    return disk_.SetAside(name);
  }
  void RemoveStaged() override {
    if (!Fails()) disk_.RemoveStaged();
  }

 private:
  bool Fails() {
    const std::size_t step = steps_++;
    return step >= first_ && step - first_ < count_;
  }
  static std::unexpected<IoError> Broken(const std::string& name) { return std::unexpected(IoError{name, "broken"}); }

  DiskOutput& disk_;
  std::size_t first_;
  std::size_t count_;
  std::size_t steps_ = 0;
};

constexpr std::size_t kForEver = 1'000'000;

class LiveOutputTest : public testing::Test {
 protected:
  using Tree = std::map<std::string, std::string>;

  void SetUp() override {
    std::string pattern = testing::TempDir() + "/ovcc-live-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    home_ = pattern;
    AimAtUser(home_, request_);
    request_.prune = true;
  }
  void TearDown() override { fs::remove_all(home_); }

  static std::vector<OutputFile> Before() {
    return PlaceForUser({{"ov-a.container", "A\n", 0600, "a"},
                         {"ov-b.container", "B\n", 0600, "b"},
                         {"ov-b-tunnel.service", "S\n", 0644, "b"},
                         {"ov-c-tunnel.service", "S\n", 0644, "c"},
                         {"ov-c.container", "C\n", 0600, "c"},
                         {"tunnels/b.yml", "Y\n", 0600, "b"},
                         {"tunnels/c.yml", "Y\n", 0600, "c"}});
  }
  // Of `b` everything changed, `c` is gone, `d` is new, `a` is the same.
  static std::vector<OutputFile> After() {
    return PlaceForUser({{"ov-a.container", "A\n", 0600, "a"},
                         {"ov-b.container", "B2\n", 0600, "b"},
                         {"ov-b-tunnel.service", "S2\n", 0644, "b"},
                         {"ov-d-tunnel.service", "S\n", 0644, "d"},
                         {"ov-d.container", "D\n", 0600, "d"},
                         {"tunnels/b.yml", "Y2\n", 0600, "b"},
                         {"tunnels/d.yml", "Y\n", 0600, "d"}});
  }

  OutputReport Write(const std::vector<OutputFile>& files) {
    auto report = WriteOutput(files, request_);
    EXPECT_TRUE(report.has_value()) << report.error().message;
    return report.value_or(OutputReport());
  }
  /// The number of steps it took, or nothing if it failed.
  std::optional<std::size_t> WriteFailing(const std::vector<OutputFile>& files, std::size_t first, std::size_t count) {
    auto disk = DiskOutput::Open(request_.directory, request_.beside);
    EXPECT_TRUE(disk.has_value());
    FailingStore store(*disk, first, count);
    if (!WriteOutput(files, request_, store)) return std::nullopt;
    return store.steps();
  }
  void Clear() const {
    for (const auto& entry : fs::directory_iterator(home_)) fs::remove_all(entry.path());
  }
  [[nodiscard]] Tree Files() const {
    Tree tree;
    for (const auto& entry : fs::recursive_directory_iterator(home_)) {
      if (entry.is_directory()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      tree.emplace(entry.path().lexically_relative(home_ + "/.config"),
                   std::string(std::istreambuf_iterator<char>(file), {}));
    }
    return tree;
  }
  // Without the manifest: whether systemd was told depends on how often a run was made.
  [[nodiscard]] Tree Units() const {
    Tree tree = Files();
    tree.erase("containers/systemd/.ovcc-manifest.json");
    return tree;
  }
  [[nodiscard]] static std::vector<std::string> NamesOf(const std::vector<PendingFile>& files) {
    std::vector<std::string> names;
    names.reserve(files.size());
    for (const PendingFile& file : files) names.push_back(file.hash.empty() ? "gone " + file.name : file.name);
    return names;
  }

  std::string home_;
  OutputRequest request_;
};

TEST_F(LiveOutputTest, EachFileLiesWhereItIsLookedFor) {
  Write(Before());
  std::vector<std::string> names;
  for (const auto& [name, bytes] : Files()) names.push_back(name);
  EXPECT_THAT(names,
              ElementsAre("containers/systemd/.ovcc-manifest.json", "containers/systemd/ov-a.container",
                          "containers/systemd/ov-b.container", "containers/systemd/ov-c.container", "ov/tunnels/b.yml",
                          "ov/tunnels/c.yml", "systemd/user/ov-b-tunnel.service", "systemd/user/ov-c-tunnel.service"));
}

TEST_F(LiveOutputTest, FoldersThatNothingNeedsAreNotMade) {
  Write({{"ov-a.container", "A\n", 0600, "a"}});
  EXPECT_FALSE(fs::exists(home_ + "/.config/systemd"));
  EXPECT_FALSE(fs::exists(home_ + "/.config/ov"));
}

// Promise 2, for each step that can fail, in whichever folder.
TEST_F(LiveOutputTest, AFailureAtAnyStepLeavesEverythingAsItWas) {
  std::size_t failures = 0;
  for (std::size_t step = 0;; ++step) {
    Clear();
    Write(Before());
    const Tree before = Files();
    const auto steps = WriteFailing(After(), step, 1);
    if (steps && step >= *steps) break;
    if (steps) continue;  // only removing what nobody needs failed
    ++failures;
    EXPECT_EQ(Files(), before) << "step " << step;
  }
  EXPECT_GT(failures, 10U);
}

TEST_F(LiveOutputTest, AFirstRunThatFailsLeavesNoFile) {
  for (std::size_t step = 0;; ++step) {
    Clear();
    const auto steps = WriteFailing(Before(), step, 1);
    if (steps && step >= *steps) break;
    if (!steps) {
      EXPECT_THAT(Files(), IsEmpty()) << "step " << step;
    }
  }
}

// As if the run had been killed: nothing happens any more from some step on.
TEST_F(LiveOutputTest, ARunAfterAKilledOneBringsWhatItShould) {
  Write(After());
  const Tree after = Units();
  Clear();
  Write(Before());
  const Tree before = Units();
  for (std::size_t step = 0;; ++step) {
    Clear();
    Write(Before());
    if (WriteFailing(After(), step, kForEver)) break;
    for (const auto& [name, bytes] : Units()) {
      if (name.contains(".ovcc-tmp-")) continue;
      const auto old = before.find(name);
      const auto next = after.find(name);
      EXPECT_TRUE((old != before.end() && old->second == bytes) || (next != after.end() && next->second == bytes))
          << name;
    }
    // The next run may be for something else: back, or everything away. Nothing counts as edited by hand.
    const std::vector<OutputFile> next_files = step % 3 == 0   ? After()
                                               : step % 3 == 1 ? Before()
                                                               : std::vector<OutputFile>();
    const Tree expected = step % 3 == 0 ? after : step % 3 == 1 ? before : Tree();
    const OutputReport report = Write(next_files);
    EXPECT_EQ(Units(), expected) << "step " << step;
    EXPECT_THAT(report.kept_edited, IsEmpty()) << "step " << step;
    EXPECT_THAT(report.overwritten_edits, IsEmpty()) << "step " << step;
  }
}

// Whatever the killed run had done: what it changed waits for systemd.
TEST_F(LiveOutputTest, AKilledRunIsNotForgotten) {
  for (std::size_t step = 0;; ++step) {
    Clear();
    const OutputReport first = Write(Before());
    ASSERT_TRUE(MarkApplied(first.pending, request_).has_value());
    if (WriteFailing(After(), step, kForEver)) break;
    EXPECT_THAT(NamesOf(Write(After()).pending),
                ElementsAre("ov-b.container", "gone ov-c.container", "ov-d.container", "ov/tunnels/b.yml",
                            "gone ov/tunnels/c.yml", "ov/tunnels/d.yml", "systemd/user/ov-b-tunnel.service",
                            "gone systemd/user/ov-c-tunnel.service", "systemd/user/ov-d-tunnel.service"))
        << "step " << step;
  }
}

TEST_F(LiveOutputTest, WhatChangedWaitsUntilItIsApplied) {
  EXPECT_EQ(Write(Before()).pending.size(), 7U);
  OutputReport report = Write(Before());
  EXPECT_THAT(report.written, IsEmpty());
  EXPECT_EQ(report.pending.size(), 7U);
  EXPECT_GT(report.pending.front().modified, 0);
  ASSERT_TRUE(MarkApplied(report.pending, request_).has_value());
  EXPECT_THAT(Write(Before()).pending, IsEmpty());
  EXPECT_THAT(NamesOf(Write({{"ov-a.container", "A2\n", 0600, "a"}}).pending),
              ElementsAre("ov-a.container", "gone ov-b.container", "gone ov-c.container", "gone ov/tunnels/b.yml",
                          "gone ov/tunnels/c.yml", "gone systemd/user/ov-b-tunnel.service",
                          "gone systemd/user/ov-c-tunnel.service"));
}

TEST_F(LiveOutputTest, AMarkOfOlderContentDoesNotCount) {
  const OutputReport first = Write({{"ov-a.container", "A\n", 0600, "a"}});
  Write({{"ov-a.container", "A2\n", 0600, "a"}});
  ASSERT_TRUE(MarkApplied(first.pending, request_).has_value());
  EXPECT_THAT(NamesOf(Write({{"ov-a.container", "A2\n", 0600, "a"}}).pending), ElementsAre("ov-a.container"));
}

TEST_F(LiveOutputTest, OnlyOwnFilesWait) {
  Write({{"ov-a.container", "A\n", 0600, "a"}, {"ov-b.container", "B\n", 0600, "b"}});
  request_.only = "b";
  EXPECT_THAT(NamesOf(Write({{"ov-b.container", "B\n", 0600, "b"}}).pending), ElementsAre("ov-b.container"));
  request_.only.reset();
  request_.owner = "second";
  EXPECT_THAT(Write({}).pending, IsEmpty());
}

TEST_F(LiveOutputTest, AUnitThatSomebodyDeletedIsToBeStopped) {
  Write({{"ov-a.container", "A\n", 0600, "a"}});
  fs::remove(request_.directory + "/ov-a.container");
  const OutputReport report = Write({});
  EXPECT_THAT(report.missing, ElementsAre("ov-a.container"));
  EXPECT_THAT(NamesOf(report.pending), ElementsAre("gone ov-a.container"));
}

// A mark is no claim: what somebody puts there afterwards is theirs.
TEST_F(LiveOutputTest, AFileInPlaceOfARemovedOneIsNotTouched) {
  Write({{"ov-a.container", "A\n", 0600, "a"}});
  Write({});
  std::ofstream(request_.directory + "/ov-a.container") << "theirs\n";
  EXPECT_FALSE(WriteOutput(std::vector<OutputFile>{{"ov-a.container", "A\n", 0600, "a"}}, request_).has_value());
  Write({});
  EXPECT_EQ(Units().at("containers/systemd/ov-a.container"), "theirs\n");
}

// The same folder as an ordinary output: it does not reach the folders beside it.
TEST_F(LiveOutputTest, AnOrdinaryOutputLeavesTheOtherFoldersAlone) {
  Write(Before());
  OutputRequest plain;
  plain.directory = request_.directory;
  plain.prune = true;
  const auto report = WriteOutput(std::vector<OutputFile>{{"ov-a.container", "A\n", 0600, "a"}}, plain);
  ASSERT_TRUE(report.has_value());
  EXPECT_THAT(report->pruned, ElementsAre("ov-b.container", "ov-c.container"));
  EXPECT_TRUE(Units().contains("systemd/user/ov-b-tunnel.service"));
  EXPECT_THAT(Write({{"ov-a.container", "A\n", 0600, "a"}}).pruned,
              ElementsAre("ov/tunnels/b.yml", "ov/tunnels/c.yml", "systemd/user/ov-b-tunnel.service",
                          "systemd/user/ov-c-tunnel.service"));
}

TEST_F(LiveOutputTest, AFolderThatTheUserLinkedIsFilled) {
  fs::create_directories(home_ + "/dotfiles");
  fs::create_directory_symlink(home_ + "/dotfiles", home_ + "/.config");
  Write(Before());
  EXPECT_TRUE(fs::exists(home_ + "/dotfiles/systemd/user/ov-b-tunnel.service"));
}

TEST_F(LiveOutputTest, ALinkInTheWayIsRefusedInEachFolder) {
  for (const std::string path :
       {"containers/systemd/ov-b.container", "systemd/user/ov-b-tunnel.service", "ov/tunnels/b.yml"}) {
    Clear();
    const fs::path link = home_ + "/.config/" + path;
    fs::create_directories(link.parent_path());
    fs::create_symlink(home_ + "/elsewhere", link);
    const Tree before = Files();
    EXPECT_FALSE(WriteOutput(Before(), request_).has_value()) << path;
    EXPECT_EQ(Files(), before) << path;
    EXPECT_FALSE(fs::exists(home_ + "/elsewhere")) << path;
  }
}

}  // namespace
}  // namespace ovcc
