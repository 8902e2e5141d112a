#include "driver/apply_units.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "driver/live_units.h"
#include "support/memory_file_system.h"

namespace ovcc {
namespace {

using backend::OutputFile;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A service manager that does what it is told.
class FakeSystemd final : public ProcessRunner {
 public:
  struct Unit {
    std::string load = "loaded";
    std::string active = "inactive";
    std::int64_t started = 0;
    bool outdated = false;
  };

  [[nodiscard]] std::expected<ProcessResult, IoError> Run(const ProcessRequest& request) const override {
    const std::string& verb = request.arguments.at(2);
    if (!installed) return std::unexpected(IoError{"systemctl", "No such file or directory", true});
    if (verb == "show") return ProcessResult{broken.contains(verb) ? 1 : 0, Show(request), "no bus\nmore"};
    commands.push_back(CommandText(request.arguments));
    if (broken.contains(verb)) return ProcessResult{1, "", "refused\n"};
    bool failed = false;
    for (std::size_t i = 3; i < request.arguments.size(); ++i) failed = !Do(verb, request.arguments[i]) || failed;
    return ProcessResult{failed ? 1 : 0, "", failed ? "a job failed\n" : ""};
  }

  bool installed = true;
  std::set<std::string> broken;     // verbs that fail
  std::set<std::string> unstable;   // services that fail to start
  std::set<std::string> untouched;  // services that `restart` leaves as they are
  mutable std::map<std::string, Unit> units;
  mutable std::vector<std::string> commands;

 private:
  bool Do(const std::string& verb, const std::string& service) const {
    Unit& unit = units[service];
    if (verb == "stop") unit.active = "inactive";
    if (verb == "stop" || untouched.contains(service)) return true;
    if (verb == "try-restart" && unit.active == "inactive") return true;
    unit.started = std::time(nullptr);
    unit.active = unstable.contains(service) ? "failed" : "active";
    return unit.active == "active";
  }

  [[nodiscard]] std::string Show(const ProcessRequest& request) const {
    std::string text;
    for (const std::string& argument : request.arguments) {
      if (!argument.ends_with(".service")) continue;
      const auto found = units.find(argument);
      const Unit unit = found == units.end() ? Unit{"not-found", "inactive", 0, false} : found->second;
      text += fmt::format(
          "{}Id={}\nLoadState={}\nActiveState={}\nSubState={}\nResult={}\nNeedDaemonReload={}\nInactiveExitTimestamp={}"
          "\n",
          text.empty() ? "" : "\n", argument, unit.load, unit.active, unit.active == "active" ? "running" : "dead",
          unit.active == "failed" ? "exit-code" : "success", unit.outdated ? "yes" : "no",
          unit.started == 0 ? "" : fmt::format("@{}", unit.started));
    }
    return text;
  }
};

// A stream whose text stays in memory.
struct MemoryStream {
  MemoryStream() : file(open_memstream(&bytes, &size)) {}
  MemoryStream(const MemoryStream&) = delete;
  MemoryStream& operator=(const MemoryStream&) = delete;
  MemoryStream(MemoryStream&&) = delete;
  MemoryStream& operator=(MemoryStream&&) = delete;
  ~MemoryStream() {
    (void)std::fclose(file);
    std::free(bytes);  // NOLINT(cppcoreguidelines-no-malloc): open_memstream took it
  }
  [[nodiscard]] std::string Text() const {
    (void)std::fflush(file);
    return {bytes, size};
  }

  char* bytes = nullptr;
  std::size_t size = 0;
  std::FILE* file;
};

class ApplyUnitsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/ovcc-apply-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    home_ = pattern;
    AimAtUser(home_, request_);
    request_.prune = true;
  }
  void TearDown() override { std::filesystem::remove_all(home_); }

  // One file a unit, so that contents name changes: {"ov-a.container", "1"}.
  static std::vector<OutputFile> Units(const std::map<std::string, std::string>& contents) {
    std::vector<OutputFile> files;
    files.reserve(contents.size());
    for (const auto& [name, text] : contents) {
      files.push_back({name, text + "\nWantedBy=default.target\n", 0600, name.substr(0, name.find('.'))});
    }
    return PlaceForUser(std::move(files));
  }
  // Writes without telling anybody.
  OutputReport Write(const std::vector<OutputFile>& files) {
    auto report = WriteOutput(files, request_);
    EXPECT_TRUE(report.has_value());
    return report.value_or(OutputReport());
  }
  ExitStatus Apply(const std::vector<OutputFile>& files, bool quiet = false) {
    const OutputReport report = Write(files);
    systemd_.commands.clear();
    const MemoryStream out;
    const MemoryStream err;
    Console console(out.file, err.file, false);
    const Environment environment({});
    const MemoryFileSystem no_files;
    const ExitStatus status =
        ApplyUnits(files, request_, report, quiet, {console, environment, no_files, systemd_, "/"});
    out_ = out.Text();
    err_ = err.Text();
    return status;
  }
  // Makes the files older than everything that happens from now on.
  void Age(std::int64_t seconds) const {
    for (const auto& entry : std::filesystem::directory_iterator(request_.directory)) {
      std::filesystem::last_write_time(entry,
                                       std::filesystem::file_time_type::clock::now() - std::chrono::seconds(seconds));
    }
  }

  std::string home_;
  OutputRequest request_;
  FakeSystemd systemd_;
  std::string out_;
  std::string err_;
};

TEST_F(ApplyUnitsTest, WhatIsNewIsStartedOnce) {
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}})), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands,
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-a.service ov-b.service"));
  EXPECT_EQ(out_, "ov-a.service: active (running)\nov-b.service: active (running)\n");
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}})), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands, IsEmpty());
  EXPECT_EQ(out_, "");
  EXPECT_EQ(err_, "nothing to apply\nunchanged and active: 2\n");
}

TEST_F(ApplyUnitsTest, AUnitThatDidNotChangeIsNotRestarted) {
  (void)Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}}));
  (void)Apply(Units({{"ov-a.container", "2"}, {"ov-b.container", "1"}}));
  EXPECT_THAT(systemd_.commands,
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-a.service"));
}

TEST_F(ApplyUnitsTest, WhatIsGoneIsStopped) {
  (void)Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}}));
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}})), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands, ElementsAre("systemctl --user stop ov-b.service", "systemctl --user daemon-reload"));
  EXPECT_EQ(out_, "ov-b.service: stopped\n");
}

TEST_F(ApplyUnitsTest, WhatAnEarlierRunWroteIsApplied) {
  (void)Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}}));
  systemd_.units["ov-a.service"].started -= 100;
  Write(Units({{"ov-a.container", "2"}}));
  EXPECT_EQ(Apply(Units({{"ov-a.container", "2"}})), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands, ElementsAre("systemctl --user stop ov-b.service", "systemctl --user daemon-reload",
                                             "systemctl --user restart ov-a.service"));
  EXPECT_THAT(err_, HasSubstr("changed by an earlier run that was not applied: `ov-a.service`\n"));
}

TEST_F(ApplyUnitsTest, WhatWasAppliedByHandIsLeftAlone) {
  Write(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}}));
  Write(Units({{"ov-a.container", "1"}}));
  Age(100);
  systemd_.units["ov-a.service"] = {"loaded", "active", std::time(nullptr), false};  // and `b` is not known any more
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}})), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands, IsEmpty());
  // It is settled now, whatever the times say.
  systemd_.units["ov-a.service"].started = 1;
  (void)Apply(Units({{"ov-a.container", "1"}}));
  EXPECT_THAT(systemd_.commands, IsEmpty());
}

TEST_F(ApplyUnitsTest, ARestartWithoutReloadIsNoApplication) {
  Write(Units({{"ov-a.container", "1"}}));
  Age(100);
  systemd_.units["ov-a.service"] = {"loaded", "active", std::time(nullptr), true};
  (void)Apply(Units({{"ov-a.container", "1"}}));
  EXPECT_THAT(systemd_.commands,
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-a.service"));
}

TEST_F(ApplyUnitsTest, AUnitThatFailedIsReportedAndTriedAgain) {
  systemd_.unstable = {"ov-a.service"};
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}})), ExitStatus::Machine);
  EXPECT_EQ(out_, "ov-b.service: active (running)\n");
  EXPECT_THAT(err_, HasSubstr("ovcc: error: `systemctl --user restart` failed with exit status 1: a job failed\n"));
  EXPECT_THAT(err_, HasSubstr("ovcc: error: `ov-a.service` is failed (dead, exit-code)\n"
                              "help: see `journalctl --user -u ov-a.service`\n"));
  EXPECT_THAT(err_, HasSubstr("by hand:\n  systemctl --user daemon-reload\n  systemctl --user restart ov-a.service\n"));
  systemd_.unstable.clear();
  Age(100);
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}})), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands,
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-a.service"));
}

TEST_F(ApplyUnitsTest, AUnitThatStillRunsAsBeforeIsNotApplied) {
  systemd_.untouched = {"ov-a.service"};
  systemd_.units["ov-a.service"] = {"loaded", "active", 1000, false};
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}})), ExitStatus::Machine);
  EXPECT_THAT(err_, HasSubstr("ovcc: error: `ov-a.service` was not restarted\n"));
}

TEST_F(ApplyUnitsTest, AUnitThatPodmanDidNotMakeIsExplained) {
  systemd_.broken = {"restart"};
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}})), ExitStatus::Machine);
  EXPECT_THAT(err_, HasSubstr("ovcc: error: `ov-a.service` is not found\nhelp: Podman made no unit of its file;"));
}

TEST_F(ApplyUnitsTest, AUnitThatDoesNotStopIsToldAndTriedAgain) {
  (void)Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}}));
  systemd_.broken = {"stop"};
  EXPECT_EQ(Apply(Units({{"ov-b.container", "2"}})), ExitStatus::Machine);
  EXPECT_THAT(systemd_.commands, ElementsAre("systemctl --user stop ov-a.service"));
  EXPECT_THAT(err_, HasSubstr("ovcc: error: `ov-a.service` was not stopped\n"));
  EXPECT_THAT(err_, HasSubstr("ovcc: error: `ov-b.service` was not restarted\n"));
  systemd_.broken.clear();
  EXPECT_EQ(Apply(Units({{"ov-b.container", "2"}})), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands, ElementsAre("systemctl --user stop ov-a.service", "systemctl --user daemon-reload",
                                             "systemctl --user restart ov-b.service"));
}

TEST_F(ApplyUnitsTest, TheFirstCallThatFailsIsTheLast) {
  (void)Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}}));
  systemd_.broken = {"daemon-reload"};
  EXPECT_EQ(Apply(Units({{"ov-b.container", "1"}, {"ov-c.container", "1"}})), ExitStatus::Machine);
  EXPECT_THAT(systemd_.commands, ElementsAre("systemctl --user stop ov-a.service", "systemctl --user daemon-reload"));
  EXPECT_EQ(out_, "ov-a.service: stopped\n");
  EXPECT_THAT(err_, HasSubstr("what remains, for another `--apply` or by hand:\n  systemctl --user daemon-reload\n"
                              "  systemctl --user restart ov-c.service\n"));
  systemd_.broken.clear();
  (void)Apply(Units({{"ov-b.container", "1"}, {"ov-c.container", "1"}}));
  EXPECT_THAT(systemd_.commands,
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-c.service"));
}

TEST_F(ApplyUnitsTest, WithoutSystemctlEverythingRemains) {
  systemd_.installed = false;
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}})), ExitStatus::Machine);
  EXPECT_EQ(err_,
            "ovcc: error: cannot run `systemctl`: No such file or directory\n"
            "the files are written; what remains, for another `--apply` or by hand:\n"
            "  systemctl --user daemon-reload\n  systemctl --user restart ov-a.service\n");
  systemd_.installed = true;
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}})), ExitStatus::Done);
  EXPECT_EQ(out_, "ov-a.service: active (running)\n");
}

TEST_F(ApplyUnitsTest, WithoutABusTheReasonIsTold) {
  systemd_.broken = {"show"};
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}})), ExitStatus::Machine);
  EXPECT_THAT(err_, HasSubstr("ovcc: error: `systemctl --user show` failed with exit status 1: no bus\n"));
  EXPECT_THAT(systemd_.commands, IsEmpty());
}

// §11.1: it waits for `ov start`.
TEST_F(ApplyUnitsTest, AUnitThatNothingStartsMayStayInactive) {
  const std::vector<OutputFile> files = {{"ov-a.container", "[Install]\n# by hand\n", 0600, "a"}};
  EXPECT_EQ(Apply(files), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands,
              ElementsAre("systemctl --user daemon-reload", "systemctl --user try-restart ov-a.service"));
  EXPECT_EQ(Apply(files), ExitStatus::Done);
  EXPECT_THAT(systemd_.commands, IsEmpty());
}

TEST_F(ApplyUnitsTest, AnUnchangedUnitThatDoesNotRunIsShown) {
  (void)Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}}));
  systemd_.units["ov-a.service"].active = "failed";
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}, {"ov-b.container", "1"}})), ExitStatus::Done);
  EXPECT_EQ(out_, "ov-a.service: failed (dead, exit-code)\n");
  EXPECT_THAT(systemd_.commands, IsEmpty());
}

TEST_F(ApplyUnitsTest, QuietTellsFailuresOnly) {
  EXPECT_EQ(Apply(Units({{"ov-a.container", "1"}}), true), ExitStatus::Done);
  EXPECT_EQ(out_ + err_, "");
  systemd_.unstable = {"ov-a.service"};
  EXPECT_EQ(Apply(Units({{"ov-a.container", "2"}}), true), ExitStatus::Machine);
  EXPECT_EQ(out_, "");
  EXPECT_THAT(err_, Not(HasSubstr("running:")));
  EXPECT_THAT(err_, HasSubstr("`ov-a.service` is failed"));
}

}  // namespace
}  // namespace ovcc
