#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/backend.h"
#include "driver/output_folder.h"

namespace ovcc {

/// Aims a request at the folders where Podman and systemd look for the units of a user. Source: §11.
void AimAtUser(std::string_view home, OutputRequest& request);

/// Gives the files of a compile the names that they have in those folders: a companion service lies in
/// `systemd/user/`, an ingress file in `ov/tunnels/`, relative to `~/.config`. Sorted by name.
[[nodiscard]] std::vector<backend::OutputFile> PlaceForUser(std::vector<backend::OutputFile> files);

/// What became of the files that a unit is made from.
enum class UnitChange : std::uint8_t {
  None,
  New,
  Changed,
  Bound,  // unchanged, but what it is bound to is not, and systemd restarts both: a pod, the app of a tunnel,
          // a network that a file makes
  Gone,
};

/// One service of systemd that Podman's generator makes of a file, or that is a file.
struct LiveUnit {
  std::string service;  // `ov-web.service`
  UnitChange change = UnitChange::None;
  bool by_hand = false;            // nothing starts it by itself (§11.1): it is restarted only where it runs
  std::vector<std::string> files;  // those of `change`
  std::int64_t modified = 0;       // when the latest of them was written, in seconds since 1970
  bool fresh = false;              // one of them was written by this run
};

/// A file that is not as systemd knows it.
struct FileChange {
  std::string name;
  UnitChange change = UnitChange::Changed;  // New, Changed or Gone
  std::int64_t modified = 0;                // seconds since 1970
  bool fresh = true;                        // it was this run that wrote it
};

/// What this run changed on the disk.
[[nodiscard]] std::vector<FileChange> ChangesOf(const OutputReport& report);

/// What this run and earlier ones changed without telling systemd.
[[nodiscard]] std::vector<FileChange> PendingChangesOf(const OutputReport& report);

/// The units of `files`, which `PlaceForUser` has named, and those that are gone with `changes`; in the order in which
/// they are best started: networks, pods, containers, companion services, each by name.
[[nodiscard]] std::vector<LiveUnit> FindUnits(std::span<const backend::OutputFile> files,
                                              std::span<const FileChange> changes);

/// The calls of `systemctl` that bring systemd to the state on the disk, each with all its arguments; none if no unit
/// changed. First what is gone is stopped, as long as systemd remembers how.
[[nodiscard]] std::vector<std::vector<std::string>> CommandsFor(std::span<const LiveUnit> units);

/// A call as it is typed. No name of a unit needs quotes.
[[nodiscard]] std::string CommandText(std::span<const std::string> command);

}  // namespace ovcc
