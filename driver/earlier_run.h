#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "driver/manifest_entries.h"
#include "driver/output_folder.h"

/// What is known of an output folder from an earlier run. Lists of files are sorted by name, as a rule: then one walk
/// finds all of them, and else some are not known.
namespace ovcc {

/// What the earlier run left of each file; null: not known.
[[nodiscard]] std::vector<const OutputState*> KnownStates(const OutputRequest& request,
                                                          std::span<const backend::OutputFile> files);

/// The entries of a manifest with this text, if that is the one that `request` knows and each of its files is made
/// again; nothing if it must be read. One that lists a file that is not made any more must be, for its deployment.
[[nodiscard]] std::optional<ManifestEntries> ListedEntries(std::string_view text, const OutputRequest& request,
                                                           std::span<const backend::OutputFile> files);

}  // namespace ovcc
