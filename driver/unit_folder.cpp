// Output folders are read back by name, without asking the manifest: golden files and live units are edited by people,
// too.
#include "driver/unit_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "backend/unit/parse.h"
#include "driver/compare_outputs.h"

namespace ovcc {
namespace {

using backend::OutputFile;

constexpr std::string_view kTunnels = "tunnels/";

std::string_view Stem(std::string_view name) { return name.substr(0, name.rfind('.')); }

// The last value of a key, wherever it stands; empty without one.
std::string ValueOf(const backend::ParsedUnit& unit, std::string_view key) {
  std::string value;
  for (const backend::ParsedSection& section : unit.sections) {
    for (const backend::ParsedLine& line : section.lines) {
      const auto* directive = std::get_if<backend::ParsedDirective>(&line);
      if (directive != nullptr && directive->key == key) value = directive->value;
    }
  }
  return value;
}

// Members of a pod belong to it, a companion service to what it is bound to (§11.5).
std::string OwnerOf(const OutputFile& file, const backend::ParsedUnit& unit) {
  if (file.name.ends_with(".container")) {
    if (const std::string pod = ValueOf(unit, "Pod"); !pod.empty()) return std::string(Stem(pod));
  }
  if (file.name.ends_with(".service")) {
    if (const std::string app = ValueOf(unit, "BindsTo"); !app.empty()) return std::string(Stem(app));
  }
  return std::string(Stem(file.name));
}

// The ingress file that a command names; empty if none.
std::string IngressFileOf(std::string_view command) {
  const std::size_t folder = command.find(fmt::format("/{}", kTunnels));
  if (folder == std::string_view::npos) return {};
  command.remove_prefix(folder + 1);
  return std::string(command.substr(0, command.find_first_of(" \"'")));
}

void FindOwners(std::vector<OutputFile>& files) {
  std::map<std::string, std::string> readers;  // ingress file -> owner of the service that reads it
  for (OutputFile& file : files) {
    if (!IsUnitName(file.name)) continue;
    const backend::ParsedUnit unit = backend::ParseUnit(file.bytes);
    file.owner = OwnerOf(file, unit);
    if (file.name.ends_with(".service")) readers.emplace(IngressFileOf(ValueOf(unit, "ExecStart")), file.owner);
  }
  for (OutputFile& file : files) {
    const auto reader = readers.find(file.name);
    if (reader != readers.end()) file.owner = reader->second;
  }
}

std::expected<void, IoError> AddFiles(const std::string& path, std::string_view prefix, const FileSystem& disk,
                                      std::vector<OutputFile>& files) {
  const std::string folder = JoinPath(path, prefix);
  const auto entries = disk.List(folder);
  if (!entries) return std::unexpected(entries.error());
  for (const DirectoryEntry& entry : *entries) {
    const bool counts = prefix.empty() ? IsUnitName(entry.name) : entry.name.ends_with(".yml");
    if (entry.kind != EntryKind::File || entry.name.starts_with('.') || !counts) continue;
    auto bytes = disk.Read(JoinPath(folder, entry.name));
    if (!bytes) return std::unexpected(bytes.error());
    files.push_back({.name = fmt::format("{}{}", prefix, entry.name), .bytes = *std::move(bytes), .owner = {}});
  }
  return {};
}

}  // namespace

std::expected<UnitFolder, IoError> ReadUnitFolder(const std::string& path, const FileSystem& files) {
  UnitFolder folder;
  if (const auto units = AddFiles(path, "", files, folder.files); !units) return std::unexpected(units.error());
  const auto tunnels = AddFiles(path, kTunnels, files, folder.files);
  if (!tunnels && !tunnels.error().not_found) return std::unexpected(tunnels.error());
  std::sort(folder.files.begin(), folder.files.end(),
            [](const OutputFile& a, const OutputFile& b) { return a.name < b.name; });
  FindOwners(folder.files);

  const auto text = files.Read(JoinPath(path, backend::kManifestName));
  if (!text) {
    if (!text.error().not_found) return std::unexpected(text.error());
    return folder;
  }
  auto manifest = backend::ParseManifest(*text);
  if (manifest) {
    folder.manifest = *std::move(manifest);
  } else {
    folder.manifest_error = manifest.error();
  }
  return folder;
}

}  // namespace ovcc
