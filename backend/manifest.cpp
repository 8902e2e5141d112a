// `.ovcc-manifest.json` (§18.4): what ovcc wrote into a folder. Sorted, so that equal folders have equal manifests.
#include "backend/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "support/digest.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::backend {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr int kFormat = 1;

// A manifest is read before files are deleted and units are named to systemctl: it never leads out of its folders, and
// a name is never more than a name.
bool IsFileName(std::string_view name) {
  constexpr std::array<std::string_view, 3> kFolders = {"tunnels/", kServicePrefix, kTunnelPrefix};
  for (const std::string_view folder : kFolders) {
    if (name.starts_with(folder)) return IsName(name.substr(folder.size()));
  }
  return IsName(name);
}

// A row as it was read.
struct Row {
  std::optional<std::string> name;
  std::optional<std::string> hash;
  std::optional<std::string> owner;
  std::optional<std::string> deploy;
  std::optional<std::string> next;
  bool pending = false;
};

std::expected<ManifestEntry, std::string> ToEntry(Row row) {
  if (!row.name || !row.hash || !row.owner || !row.deploy) {
    return std::unexpected("an element of `files` lacks `name`, `hash`, `owner` or `deploy`");
  }
  if (!IsFileName(*row.name)) {
    return std::unexpected(fmt::format("`{}` is not the name of a file in this folder", *row.name));
  }
  if (row.hash->empty() && !row.pending) return std::unexpected(fmt::format("`{}` has no hash", *row.name));
  return ManifestEntry{*std::move(row.name),
                       *std::move(row.hash),
                       *std::move(row.owner),
                       *std::move(row.deploy),
                       std::move(row.next).value_or(""),
                       row.pending};
}

// Takes the rows as they come: the list of ten thousand units as a tree of JSON values would cost as much as the units.
class ManifestReader final : public nlohmann::json_sax<json> {
 public:
  bool null() override { return Other(); }
  bool boolean(bool value) override {
    if (depth_ == kInRow && key_ == "pending") {
      row_.pending = value;
      return true;
    }
    return Other();
  }
  bool number_integer(number_integer_t value) override { return Number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return Number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t& /*text*/) override { return Number(value); }
  bool string(string_t& value) override {
    std::optional<std::string>* const text = depth_ == kInRow ? Text() : nullptr;
    if (text == nullptr) return Other();
    *text = std::move(value);
    return true;
  }
  bool binary(binary_t& /*value*/) override { return Other(); }
  bool start_object(std::size_t /*elements*/) override {
    if (depth_ == kInFiles && in_files_) {
      row_ = Row();
    } else if (depth_ != 0 && !Other()) {
      return false;
    }
    ++depth_;
    return true;
  }
  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }
  bool end_object() override {
    if (--depth_ != kInFiles || !in_files_) return true;
    auto entry = ToEntry(std::move(row_));
    if (!entry) return Refuse(std::move(entry.error()));
    manifest_.files.push_back(*std::move(entry));
    return true;
  }
  bool start_array(std::size_t /*elements*/) override {
    if (depth_ == kInRoot && key_ == "files") {
      in_files_ = has_files_ = true;
      manifest_.files.clear();
    } else if (!Other()) {
      return false;
    }
    ++depth_;
    return true;
  }
  bool end_array() override {
    if (--depth_ == kInRoot) in_files_ = false;
    return true;
  }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*why*/) override {
    return Fail("it is not a JSON object");
  }

  std::expected<Manifest, std::string> Take() {
    if (!error_.empty()) return std::unexpected(std::move(error_));
    if (!is_known_) return std::unexpected("its `format` is not known");
    if (!has_files_) return std::unexpected("it has no list `files`");
    if (!refused_.empty()) return std::unexpected(std::move(refused_));
    return std::move(manifest_);
  }

 private:
  static constexpr int kInRoot = 1;   // objects and lists around a value
  static constexpr int kInFiles = 2;  // if the list is `files`
  static constexpr int kInRow = 3;

  // A value that says nothing here. One that stands where a row must, or instead of what it should be, does.
  bool Other() {
    if (depth_ == 0) return Fail("it is not a JSON object");
    if (depth_ == kInRoot && key_ == "files") has_files_ = false;
    if (depth_ == kInRoot && key_ == "format") is_known_ = false;
    if (depth_ == kInFiles && in_files_) return Refuse("an element of `files` is not an object");
    if (depth_ != kInRow || !in_files_) return true;
    if (std::optional<std::string>* const text = Text(); text != nullptr) text->reset();
    if (key_ == "pending") row_.pending = false;
    return true;
  }
  bool Number(double value) {
    if (depth_ != kInRoot || key_ != "format") return Other();
    is_known_ = value == kFormat;
    return true;
  }
  // The text of a row that the key names; null for other keys, and outside of rows.
  std::optional<std::string>* Text() {
    if (!in_files_) return nullptr;
    if (key_ == "name") return &row_.name;
    if (key_ == "hash") return &row_.hash;
    if (key_ == "owner") return &row_.owner;
    if (key_ == "deploy") return &row_.deploy;
    return key_ == "next" ? &row_.next : nullptr;
  }
  // A wrong row counts if the rest is a manifest at all.
  bool Refuse(std::string error) {
    if (refused_.empty()) refused_ = std::move(error);
    return true;
  }
  bool Fail(std::string error) {
    error_ = std::move(error);
    return false;
  }

  Manifest manifest_;
  Row row_;
  std::string key_;
  std::string error_;    // why nothing more is read
  std::string refused_;  // what is wrong with the first wrong row
  int depth_ = 0;
  bool in_files_ = false;
  bool has_files_ = false;
  bool is_known_ = false;
};

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
  ManifestReader reader;
  (void)json::sax_parse(text, &reader);
  auto manifest = reader.Take();
  if (!manifest) return manifest;
  std::vector<ManifestEntry>& files = manifest->files;
  std::ranges::sort(files, {}, &ManifestEntry::name);
  const auto twice = std::ranges::adjacent_find(files, {}, &ManifestEntry::name);
  if (twice != files.end()) return std::unexpected(fmt::format("`{}` is listed twice", twice->name));
  return manifest;
}

}  // namespace ovcc::backend
