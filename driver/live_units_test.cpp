#include "driver/live_units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using backend::OutputFile;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kStarts = "[Install]\nWantedBy=default.target\n";

// A deployment with a sidecar and a tunnel, one of its own, a network.
std::vector<OutputFile> Files() {
  return PlaceForUser({{"ov-db.container", kStarts, 0600, "db"},
                       {"ov-web-ts.container", "", 0600, "web"},
                       {"ov-web-tunnel.service", kStarts, 0644, "web"},
                       {"ov-web.container", kStarts, 0600, "web"},
                       {"ov-web.pod", kStarts, 0600, "web"},
                       {"ov.network", "", 0600, "ov"},
                       {"tunnels/site.yml", "", 0600, "web"}});
}

// `service change` of each unit, in order.
std::vector<std::string> Told(std::span<const LiveUnit> units) {
  constexpr std::array kWords = {"same", "new", "changed", "bound", "gone"};
  std::vector<std::string> told;
  for (const LiveUnit& unit : units) {
    told.push_back(unit.service + " " + kWords.at(static_cast<std::size_t>(unit.change)));
  }
  return told;
}

std::vector<std::string> Commands(std::span<const LiveUnit> units) {
  std::vector<std::string> texts;
  for (const auto& command : CommandsFor(units)) texts.push_back(CommandText(command));
  return texts;
}

TEST(LiveUnits, FilesLieWhereTheyAreLookedFor) {
  std::vector<std::string> names;
  for (const OutputFile& file : Files()) names.push_back(file.name);
  EXPECT_THAT(names, ElementsAre("ov-db.container", "ov-web-ts.container", "ov-web.container", "ov-web.pod",
                                 "ov.network", "ov/tunnels/site.yml", "systemd/user/ov-web-tunnel.service"));
  OutputRequest request;
  AimAtUser("/home/me", request);
  EXPECT_EQ(request.directory, "/home/me/.config/containers/systemd");
  ASSERT_EQ(request.beside.size(), 2U);
  EXPECT_EQ(request.beside[0].path, "/home/me/.config/systemd/user");
  EXPECT_EQ(request.beside[1].path, "/home/me/.config/ov/tunnels");
}

TEST(LiveUnits, WhatOthersWaitForComesFirst) {
  EXPECT_THAT(Told(FindUnits(Files(), {})),
              ElementsAre("ov-network.service same", "ov-web-pod.service same", "ov-db.service same",
                          "ov-web-ts.service same", "ov-web.service same", "ov-web-tunnel.service same"));
}

TEST(LiveUnits, NothingChangedNeedsNoCommand) { EXPECT_THAT(CommandsFor(FindUnits(Files(), {})), IsEmpty()); }

TEST(LiveUnits, OnlyWhatChangedIsRestarted) {
  const std::vector<FileChange> changes = {{"ov-db.container", UnitChange::Changed}};
  const auto units = FindUnits(Files(), changes);
  EXPECT_THAT(Commands(units), ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-db.service"));
}

TEST(LiveUnits, AContainerOfAnUnchangedPodIsRestartedAlone) {
  const std::vector<FileChange> changes = {{"ov-web-ts.container", UnitChange::Changed}};
  EXPECT_THAT(Commands(FindUnits(Files(), changes)),
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-web-ts.service"));
}

TEST(LiveUnits, ATunnelGoesWithItsApp) {
  const std::vector<FileChange> changes = {{"ov-web.container", UnitChange::Changed}};
  EXPECT_THAT(
      Commands(FindUnits(Files(), changes)),
      ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-web.service ov-web-tunnel.service"));
}

// Units require the service of a network that a file makes: systemd restarts them with it. What is new makes no
// difference to what did not change, and a network that no file makes is none of theirs.
TEST(LiveUnits, WhatIsInAChangedNetworkGoesWithIt) {
  std::vector<OutputFile> files = Files();
  for (OutputFile& file : files) {
    if (file.name == "ov-web.pod") file.bytes = "[Pod]\nNetwork=ov.network\n[Install]\nWantedBy=default.target\n";
    if (file.name == "ov-db.container") file.bytes = "[Container]\nNetwork=ov\n[Install]\nWantedBy=default.target\n";
  }
  EXPECT_THAT(Told(FindUnits(files, std::vector<FileChange>{{"ov.network"}})),
              ElementsAre("ov-network.service changed", "ov-web-pod.service bound", "ov-db.service same",
                          "ov-web-ts.service bound", "ov-web.service bound", "ov-web-tunnel.service bound"));
  EXPECT_THAT(Told(FindUnits(files, std::vector<FileChange>{{"ov.network", UnitChange::New}})),
              ElementsAre("ov-network.service new", "ov-web-pod.service same", "ov-db.service same",
                          "ov-web-ts.service same", "ov-web.service same", "ov-web-tunnel.service same"));
}

TEST(LiveUnits, WhatIsBoundToAChangedPodGoesWithIt) {
  const std::vector<FileChange> changes = {{"ov-web.pod", UnitChange::Changed, 7, false}};
  const auto units = FindUnits(Files(), changes);
  EXPECT_THAT(Told(units),
              ElementsAre("ov-network.service same", "ov-web-pod.service changed", "ov-db.service same",
                          "ov-web-ts.service bound", "ov-web.service bound", "ov-web-tunnel.service bound"));
  EXPECT_EQ(units[3].modified, 7);
  EXPECT_THAT(Commands(units),
              ElementsAre("systemctl --user daemon-reload",
                          "systemctl --user restart ov-web-pod.service ov-web-ts.service ov-web.service "
                          "ov-web-tunnel.service"));
}

TEST(LiveUnits, AChangedIngressFileChangesItsService) {
  const std::vector<FileChange> changes = {{"ov/tunnels/site.yml", UnitChange::New}};
  const auto units = FindUnits(Files(), changes);
  EXPECT_THAT(Commands(units),
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-web-tunnel.service"));
  EXPECT_THAT(units.back().files, ElementsAre("ov/tunnels/site.yml"));
}

TEST(LiveUnits, AUnitKnowsTheLatestOfItsFiles) {
  const std::vector<FileChange> changes = {{"ov/tunnels/site.yml", UnitChange::Changed, 9, false},
                                           {"systemd/user/ov-web-tunnel.service", UnitChange::New, 5, true}};
  const LiveUnit tunnel = FindUnits(Files(), changes).back();
  EXPECT_EQ(tunnel.change, UnitChange::New);
  EXPECT_EQ(tunnel.modified, 9);
  EXPECT_TRUE(tunnel.fresh);
  EXPECT_EQ(tunnel.files.size(), 2U);
}

TEST(LiveUnits, WhatIsGoneIsStoppedFirst) {
  const std::vector<FileChange> changes = {{"ov-db.container", UnitChange::Changed},
                                           {"ov-old.pod", UnitChange::Gone},
                                           {"ov-old-ts.container", UnitChange::Gone},
                                           {"systemd/user/ov-old-tunnel.service", UnitChange::Gone},
                                           {"ov/tunnels/old.yml", UnitChange::Gone}};
  EXPECT_THAT(Commands(FindUnits(Files(), changes)),
              ElementsAre("systemctl --user stop ov-old-pod.service ov-old-ts.service ov-old-tunnel.service",
                          "systemctl --user daemon-reload", "systemctl --user restart ov-db.service"));
}

// A container `web-pod` has the service that the pod of `web` had.
TEST(LiveUnits, AServiceThatAnotherFileNowMakesIsNotStopped) {
  const std::vector<OutputFile> files = {{"ov-web-pod.container", kStarts, 0600, "web-pod"}};
  const std::vector<FileChange> changes = {{"ov-web.pod", UnitChange::Gone}, {"ov-web-pod.container", UnitChange::New}};
  EXPECT_THAT(Commands(FindUnits(files, changes)),
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-web-pod.service"));
}

TEST(LiveUnits, AFileThatIsNotReadWhereItLiesIsNoUnit) {
  const std::vector<FileChange> changes = {{"old-tunnel.service", UnitChange::Gone},
                                           {"tunnels/x.yml", UnitChange::Gone}};
  EXPECT_THAT(FindUnits({}, changes), IsEmpty());
}

// §11.1: encrypted volumes without a keyring wait for `ov start`.
TEST(LiveUnits, WhatNothingStartsIsRestartedOnlyWhereItRuns) {
  const std::vector<OutputFile> files =
      PlaceForUser({{"ov-db.container", kStarts, 0600, "db"},
                    {"ov-safe.container", "[Install]\n# Encrypted volumes require 'ov start'\n", 0600, "safe"},
                    {"ov-safe-tunnel.service", kStarts, 0644, "safe"}});
  const std::vector<FileChange> changes = {{"ov-db.container", UnitChange::New},
                                           {"ov-safe.container", UnitChange::Changed},
                                           {"systemd/user/ov-safe-tunnel.service", UnitChange::New}};
  EXPECT_THAT(Commands(FindUnits(files, changes)),
              ElementsAre("systemctl --user daemon-reload", "systemctl --user restart ov-db.service",
                          "systemctl --user try-restart ov-safe.service ov-safe-tunnel.service"));
}

TEST(LiveUnits, AReportTellsNewFromChangedAndEarlierFromNow) {
  OutputReport report;
  report.written = {"a.container", "b.container"};
  report.created = {"b.container"};
  report.pruned = {"c.container"};
  report.missing = {"d.container"};
  report.pending = {{"a.container", "a", "h", 10},
                    {"b.container", "b", "h", 11},
                    {"c.container", "c", "", 0},
                    {"e.container", "e", "h", 12},
                    {"f.container", "f", "", 0}};
  const auto now = ChangesOf(report);
  ASSERT_EQ(now.size(), 4U);
  EXPECT_EQ(now[0].change, UnitChange::Changed);
  EXPECT_EQ(now[1].change, UnitChange::New);
  EXPECT_EQ(now[2].change, UnitChange::Gone);
  EXPECT_EQ(now[3].change, UnitChange::Gone);
  const auto all = PendingChangesOf(report);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_TRUE(all[1].fresh);
  EXPECT_EQ(all[1].change, UnitChange::New);
  EXPECT_EQ(all[1].modified, 11);
  EXPECT_EQ(all[2].change, UnitChange::Gone);
  EXPECT_FALSE(all[3].fresh);
  EXPECT_EQ(all[3].change, UnitChange::Changed);
  EXPECT_EQ(all[4].change, UnitChange::Gone);
  EXPECT_FALSE(all[4].fresh);
}

}  // namespace
}  // namespace ovcc
