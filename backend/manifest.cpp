// `.ovcc-manifest.json` (§18.4): what ovcc wrote into a folder. Sorted, so that equal folders have equal manifests.
#include "backend/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "support/digest.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::backend {
namespace {

using nlohmann::json;  // to read: an object of many members takes no quadratic time
using nlohmann::ordered_json;

constexpr int kFormat = 1;

std::optional<std::string> TextOf(const json& record, const char* key) {
  const auto found = record.find(key);
  if (found == record.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

// A manifest is read before files are deleted and units are named to systemctl: it never leads out of its folders, and
// a name is never more than a name.
bool IsFileName(std::string_view name) {
  constexpr std::array<std::string_view, 3> kFolders = {"tunnels/", kServicePrefix, kTunnelPrefix};
  for (const std::string_view folder : kFolders) {
    if (name.starts_with(folder)) return IsName(name.substr(folder.size()));
  }
  return IsName(name);
}

std::expected<ManifestEntry, std::string> ReadEntry(const json& record) {
  if (!record.is_object()) return std::unexpected("an element of `files` is not an object");
  const auto name = TextOf(record, "name");
  const auto hash = TextOf(record, "hash");
  const auto owner = TextOf(record, "owner");
  const auto deploy = TextOf(record, "deploy");
  if (!name || !hash || !owner || !deploy) {
    return std::unexpected("an element of `files` lacks `name`, `hash`, `owner` or `deploy`");
  }
  if (!IsFileName(*name)) return std::unexpected(fmt::format("`{}` is not the name of a file in this folder", *name));
  const auto pending = record.find("pending");
  const bool is_pending = pending != record.end() && *pending == true;
  if (hash->empty() && !is_pending) return std::unexpected(fmt::format("`{}` has no hash", *name));
  return ManifestEntry{*name, *hash, *owner, *deploy, TextOf(record, "next").value_or(""), is_pending};
}

bool IsPlain(char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; }

// Written piece by piece: the list of ten thousand units as a tree of JSON values would cost as much as the units.
void AppendMember(std::string_view key, const std::string& value, std::string& text) {
  text += "\n      \"";
  text += key;
  text += "\": ";
  if (std::ranges::all_of(value, IsPlain)) {
    text += '"';
    text += value;
    text += '"';
  } else {
    text += ordered_json(value).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  }
  text += ',';
}

}  // namespace

std::string ContentHash(std::string_view bytes) {
  const auto hex = FastHash(bytes);
  std::string hash = "xxh3:";
  hash.append(hex.begin(), hex.end());
  return hash;
}

std::string PrintManifest(const Manifest& manifest) {
  std::vector<const ManifestEntry*> sorted;
  sorted.reserve(manifest.files.size());
  for (const ManifestEntry& entry : manifest.files) sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(),
            [](const ManifestEntry* a, const ManifestEntry* b) { return a->name < b->name; });
  return PrintSorted(sorted);
}

std::string PrintSorted(std::span<const ManifestEntry* const> rows) {
  constexpr std::size_t kOfRow = 100;  // bytes beside the values
  std::size_t size = kOfRow;
  for (const ManifestEntry* entry : rows) {
    size += kOfRow + entry->name.size() + entry->hash.size() + entry->owner.size() + entry->deploy.size();
  }
  std::string text;
  text.reserve(size);
  text += fmt::format("{{\n  \"format\": {},\n  \"files\": [", kFormat);
  for (const ManifestEntry* entry : rows) {
    text += entry == rows.front() ? "\n    {" : ",\n    {";
    AppendMember("name", entry->name, text);
    AppendMember("hash", entry->hash, text);
    AppendMember("owner", entry->owner, text);
    AppendMember("deploy", entry->deploy, text);
    if (!entry->next.empty()) AppendMember("next", entry->next, text);
    if (entry->pending) text += "\n      \"pending\": true,";
    text.pop_back();  // the comma
    text += "\n    }";
  }
  text += rows.empty() ? "]\n}\n" : "\n  ]\n}\n";
  return text;
}

std::expected<Manifest, std::string> ParseManifest(std::string_view text) {
  if (FindInvalidUtf8(text)) return std::unexpected("it is not UTF-8");
  const json root = json::parse(text, nullptr, false);
  if (root.is_discarded() || !root.is_object()) return std::unexpected("it is not a JSON object");
  const auto format = root.find("format");
  if (format == root.end() || *format != kFormat) return std::unexpected("its `format` is not known");
  const auto files = root.find("files");
  if (files == root.end() || !files->is_array()) return std::unexpected("it has no list `files`");
  Manifest manifest;
  std::set<std::string> names;
  for (const json& record : *files) {
    auto entry = ReadEntry(record);
    if (!entry) return std::unexpected(entry.error());
    if (!names.insert(entry->name).second) return std::unexpected(fmt::format("`{}` is listed twice", entry->name));
    manifest.files.push_back(std::move(*entry));
  }
  std::sort(manifest.files.begin(), manifest.files.end(),
            [](const ManifestEntry& a, const ManifestEntry& b) { return a.name < b.name; });
  return manifest;
}

}  // namespace ovcc::backend
