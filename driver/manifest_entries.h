#pragma once

#include <map>
#include <string>
#include <string_view>

#include "backend/manifest.h"

namespace ovcc {

/// The rows of a manifest by the names of their files.
using ManifestEntries = std::map<std::string, backend::ManifestEntry>;

[[nodiscard]] std::string PrintEntries(const ManifestEntries& entries);

/// The manifest while a run is under way from `known` to `result`: it lists the files of both, so that a killed run
/// leaves nothing unknown behind.
[[nodiscard]] std::string PrintUnderway(const ManifestEntries& known, const ManifestEntries& result);

/// Whether all files are this owner's, and systemd knows of each.
[[nodiscard]] bool AllSettled(const ManifestEntries& entries, std::string_view owner);

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
