// Golden files against compiled ones. Whether a file that nothing makes is stale or extra, the manifest knows.
#include "driver/check/golden.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace ovcc {
namespace {

using Owners = std::map<std::string_view, std::string_view>;  // file -> deploy key

Owners OwnersOf(const UnitFolder& golden) {
  Owners owners;
  if (!golden.manifest) return owners;
  for (const backend::ManifestEntry& entry : golden.manifest->files) owners.emplace(entry.name, entry.deploy);
  return owners;
}

GoldenState StateOf(const FileComparison& comparison, const Owners& owners) {
  switch (comparison.state) {
    case FileState::Same:
      return GoldenState::Same;
    case FileState::Alike:
      return GoldenState::Alike;
    case FileState::Changed:
      return GoldenState::Changed;
    case FileState::Added:
      return GoldenState::Missing;
    case FileState::Removed:
      return owners.contains(comparison.name) ? GoldenState::Stale : GoldenState::Extra;
  }
  return GoldenState::Same;
}

}  // namespace

std::vector<GoldenFile> CompareGolden(const UnitFolder& golden, std::span<const backend::OutputFile> compiled,
                                      const std::optional<std::string>& only) {
  const Owners owners = OwnersOf(golden);
  std::set<std::string_view> names;
  for (const backend::OutputFile& file : compiled) names.insert(file.name);
  std::vector<backend::OutputFile> looked_at;
  for (const backend::OutputFile& file : golden.files) {
    const auto owner = owners.find(file.name);
    const bool belongs = owner != owners.end() && owner->second == only;
    if (!only || belongs || names.contains(file.name)) looked_at.push_back(file);
  }
  std::vector<GoldenFile> files;
  for (FileComparison& comparison : CompareOutputs(looked_at, compiled)) {
    const GoldenState state = StateOf(comparison, owners);
    files.push_back({state, std::move(comparison)});
  }
  return files;
}

bool GoldenReport::Differs(const GoldenFile& file) const {
  return file.state != GoldenState::Same && (exact || file.state != GoldenState::Alike);
}

std::size_t GoldenReport::Differences() const {
  return static_cast<std::size_t>(std::ranges::count_if(files, [&](const GoldenFile& file) { return Differs(file); }));
}

std::size_t GoldenReport::CountOf(GoldenState state) const {
  return static_cast<std::size_t>(std::ranges::count(files, state, &GoldenFile::state));
}

std::string_view NameOf(GoldenState state) {
  switch (state) {
    case GoldenState::Same:
      return "same";
    case GoldenState::Alike:
      return "alike";
    case GoldenState::Changed:
      return "changed";
    case GoldenState::Missing:
      return "missing";
    case GoldenState::Stale:
      return "stale";
    case GoldenState::Extra:
      return "extra";
  }
  return "";
}

}  // namespace ovcc
