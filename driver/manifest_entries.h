#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "backend/manifest.h"
#include "driver/output_folder.h"

namespace ovcc {

/// The rows of a manifest by the names of their files.
using ManifestEntries = std::map<std::string, backend::ManifestEntry>;

[[nodiscard]] std::string PrintEntries(const ManifestEntries& entries);

/// The manifest while a run is under way from `known` to `result`: it lists the files of both, so that a killed run
/// leaves nothing unknown behind.
[[nodiscard]] std::string PrintUnderway(const ManifestEntries& known, const ManifestEntries& result);

/// The entries of a manifest with this text, if that is the one that `request` knows and each of its files is made
/// again; nothing if it must be read. One that lists a file that is not made any more must be, for its deployment.
[[nodiscard]] std::optional<ManifestEntries> ListedEntries(std::string_view text, const OutputRequest& request,
                                                           std::span<const backend::OutputFile> files);

/// Finds entries by name. Names are asked for in order, as a rule, and then each one is the next.
class OrderedFinder {
 public:
  explicit OrderedFinder(ManifestEntries& entries) : entries_(entries), next_(entries.begin()) {}

  [[nodiscard]] ManifestEntries::iterator Find(const std::string& name);

 private:
  ManifestEntries& entries_;
  ManifestEntries::iterator next_;
};

}  // namespace ovcc
