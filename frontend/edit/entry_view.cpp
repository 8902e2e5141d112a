// Finds a deploy entry and its fields in whatever spelling the file has them, and tells which spelling new ones take.
#include "frontend/edit/entry_view.h"

#include <algorithm>

#include "frontend/schema/deploy_fields.h"
#include "support/text.h"

namespace ovcc::edit {
namespace {

/// The root map of the file, by its path; `images` for a file that has none.
Path RootPath(const Tree& file) {
  for (const schema::Field& field : schema::kDeployRootMaps) {
    const std::string name(field.name);
    const Tree* map = file.Find(name);
    if (map == nullptr) continue;
    const auto is_nesting = [](const auto& entry) { return entry.first == "images" || entry.first == "provides"; };
    const bool nested = map->Find("images") != nullptr && std::ranges::all_of(map->entries, is_nesting);
    return nested ? Path{name, "images"} : Path{name};
  }
  return {"images"};
}

const schema::Field* FindField(std::string_view name) {
  const auto* found = std::ranges::find(schema::kDeployEntryFields, name, &schema::Field::name);
  return found == schema::kDeployEntryFields.end() ? nullptr : found;
}

/// The first further spelling of a field; empty if it has none.
std::string_view FurtherSpelling(std::string_view name) {
  const schema::Field* field = FindField(name);
  return field == nullptr ? std::string_view() : SplitFirst(field->spellings, ' ').first;
}

/// True if some entry of the map has a field in another than its canonical spelling, and none in that.
bool SpelltInSingular(const Tree& map) {
  bool singular = false;
  for (const auto& [key, entry] : map.entries) {
    for (const auto& [name, value] : entry.entries) {
      if (!FurtherSpelling(name).empty()) return false;
      const auto is_further = [&](const schema::Field& field) {
        return !field.spellings.empty() && std::ranges::count(Split(field.spellings, ' '), name) > 0;
      };
      singular = singular || std::ranges::any_of(schema::kDeployEntryFields, is_further);
    }
  }
  return singular;
}

}  // namespace

EntryView::EntryView(const Tree& file, std::string_view key) : path_(RootPath(file)) {
  const Tree* map = FindAt(file, path_);
  if (map != nullptr) {
    entry_ = map->Find(key);
    singular_ = SpelltInSingular(*map);
    neighbours_ = map->entries.size();
  }
  exists_ = entry_ != nullptr;
  path_.emplace_back(std::string(key));
}

Path EntryView::PathOf(std::string_view field) const {
  const std::string_view further = FurtherSpelling(field);
  std::string_view spelling = singular_ && !further.empty() ? further : field;
  if (exists_ && entry_->Find(field) != nullptr) spelling = field;
  if (exists_ && !further.empty() && entry_->Find(further) != nullptr) spelling = further;
  return Below(path_, std::string(spelling));
}

const Tree* EntryView::Find(std::string_view field) const {
  if (!exists_) return nullptr;
  const Tree* value = entry_->Find(std::get<std::string>(PathOf(field).back()));
  return value == nullptr || value->kind == yaml::Kind::Null ? nullptr : value;
}

Path RegistryPath(const Tree& file) {
  Path path = RootPath(file);
  path.pop_back();
  if (const Tree* holder = FindAt(file, path); !path.empty() && holder != nullptr && holder->Find("provides")) {
    path.emplace_back("provides");
    return path;
  }
  return {"provides"};
}

}  // namespace ovcc::edit
