#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/backend.h"

namespace ovcc::backend {

/// One row of the manifest: a file that a run wrote.
struct ManifestEntry {
  std::string name;      // relative to the output folder; a user's live units also have files in the folders beside it
  std::string hash;      // of its bytes, as `xxh3:<32 hex digits>`; empty: it was removed, which is `pending`
  std::string owner;     // `--owner`: the project that wrote it
  std::string deploy;    // deploy key, or the network's name
  std::string next;      // only while a run is under way: the hash that the file is about to have
  bool pending = false;  // live units: systemd has not been told of this state yet
};

/// Where the files of live units lie that are not beside the manifest: prefixes of names, relative to `~/.config`.
/// Source: §11.
inline constexpr std::string_view kServicePrefix = "systemd/user/";
inline constexpr std::string_view kTunnelPrefix = "ov/tunnels/";

/// `.ovcc-manifest.json`: what ovcc wrote into a folder, sorted by name. Source: §18.4.
struct Manifest {
  std::vector<ManifestEntry> files;
};

inline constexpr std::string_view kManifestName = ".ovcc-manifest.json";

/// Hash of a file's bytes as the manifest has it. Tells an edit by hand from none; no protection against intent.
[[nodiscard]] std::string ContentHash(std::string_view bytes);

[[nodiscard]] std::string PrintManifest(const Manifest& manifest);

/// The same of rows that are sorted by name already.
[[nodiscard]] std::string PrintSorted(std::span<const ManifestEntry* const> rows);

/// The error says what is wrong with the text.
[[nodiscard]] std::expected<Manifest, std::string> ParseManifest(std::string_view text);

}  // namespace ovcc::backend
