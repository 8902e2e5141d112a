#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "backend/backend.h"
#include "driver/output_store.h"

namespace ovcc {

/// A file of an output as a run left it.
struct OutputState {
  FileStamp stamp;
  std::string hash;  // `ContentHash` of its bytes
  friend bool operator==(const OutputState&, const OutputState&) = default;
};

/// States of files, sorted by name. A file of an earlier run that still has its stamp has its bytes too, and is not
/// read.
using OutputStates = std::vector<std::pair<std::string, OutputState>>;

/// Where and how a run writes. Source: §18.4.
struct OutputRequest {
  std::string directory;                    // made if it does not exist; the manifest lies there
  std::vector<FolderBeside> beside;         // live units: folders of the files that Podman does not read
  bool live = false;                        // units run from here: the manifest marks what systemd was not told of
  std::string owner = "default";            // `--owner`: only its files are judged stale
  bool prune = false;                       // delete stale files
  std::optional<std::string> prune_deploy;  // delete those of this deploy key, report the others
  std::optional<std::string> only;          // `--only KEY`: nothing of another entry is stale
  unsigned jobs = 1;                        // files looked at and written at once
  std::vector<const OutputStates::value_type*> known;  // of an earlier run, sorted by name; may lack any file
  /// What the manifest with the hash `listed_manifest` lists, where that is nothing else than files of this owner of
  /// which systemd knows: such a manifest need not be read. Null: it must be.
  const OutputStates* listed = nullptr;
  std::string listed_manifest;
  /// Told the index of each file whose bytes lie on the disk and are not needed any more. Called by several threads.
  std::function<void(std::size_t)> staged;
  /// Bytes of a file that has none, only its hash; needed where such files are given.
  std::function<std::optional<std::string>(const backend::OutputFile&)> render;
};

/// A file that changed since systemd was last told.
struct PendingFile {
  std::string name;
  std::string deploy;         // deploy key, or the network's name
  std::string hash;           // of its bytes; empty: it is gone
  std::int64_t modified = 0;  // seconds since 1970; 0 if it is gone
};

/// What a run did to the folder; names are relative to it and sorted.
struct OutputReport {
  std::vector<std::string> written;
  std::vector<std::string> created;  // live: those of `written` that were not there
  std::size_t unchanged = 0;
  std::vector<std::string> stale;              // still there
  std::vector<std::string> pruned;             // deleted
  std::vector<std::string> missing;            // stale, but somebody had deleted them already
  std::vector<std::string> kept_edited;        // stale, but changed by hand since: kept even by `prune`
  std::vector<std::string> overwritten_edits;  // written over, though changed by hand since
  std::vector<PendingFile> pending;            // live: by this run and earlier ones, of the owner and the entry alone
  bool manifest_damaged = false;               // it was taken as absent
  OutputStates states;                         // of all files of this run
  std::string manifest;                        // `ContentHash` of the manifest that stands now
  bool manifest_lists_states = false;          // and nothing else, all of this owner, nothing pending
};

/// Why nothing was written.
struct OutputFailure {
  enum class Kind : std::uint8_t {
    Refused,  // a file that ovcc did not write, or that another owner wrote, stands in the way
    Machine,  // the system refused
  };
  Kind kind = Kind::Machine;
  std::string message;
};

/// Brings the folder to `files`, all or nothing: every text is in a temporary file beside its target before the first
/// one is renamed, the manifest comes last, and a failure takes back what was done. A killed run leaves old or new
/// files, never half of one; the next run heals. Files with equal content are left alone. Files that no manifest lists
/// are never changed unless their first line says that they are generated. Two runs at once wait for each other.
[[nodiscard]] std::expected<OutputReport, OutputFailure> WriteOutput(std::span<const backend::OutputFile> files,
                                                                     const OutputRequest& request);

/// The same in a store that is open.
[[nodiscard]] std::expected<OutputReport, OutputFailure> WriteOutput(std::span<const backend::OutputFile> files,
                                                                     const OutputRequest& request, OutputStore& store);

/// Takes the marks of live files out of the manifest, after systemd has been told. A file that another run has changed
/// meanwhile keeps its mark.
[[nodiscard]] std::expected<void, OutputFailure> MarkApplied(std::span<const PendingFile> applied,
                                                             const OutputRequest& request);

}  // namespace ovcc
