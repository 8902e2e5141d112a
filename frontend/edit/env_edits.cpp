// Changes of an `env` list or mapping, variable by variable, so that every line that stays keeps its comment.
#include "frontend/edit/env_edits.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "support/text.h"

namespace ovcc::edit {
namespace {

std::string Assignment(const ir::EnvEntry& entry) {
  std::string text(entry.name.text());
  if (!entry.bare) text.append("=").append(entry.value.text());
  return text;
}

bool HasBare(const std::vector<ir::EnvEntry>& list) { return std::ranges::any_of(list, &ir::EnvEntry::bare); }

Tree NewEnv(const std::vector<ir::EnvEntry>& wanted, bool as_map) {
  Tree tree = as_map ? Tree::Map() : Tree::List();
  for (const ir::EnvEntry& entry : wanted) {
    if (as_map) {
      tree.entries.emplace_back(entry.name.text(), Tree::Scalar(entry.value.text()));
    } else {
      tree.items.push_back(Tree::Scalar(Assignment(entry)));
    }
  }
  return tree;
}

std::vector<Edit> ListEdits(const Path& path, const Tree& list, const std::vector<ir::EnvEntry>& wanted) {
  std::map<std::string_view, std::size_t> place;  // of the last element of a key: the one that counts
  for (std::size_t i = 0; i < list.items.size(); ++i) place[SplitFirst(list.items[i].text, '=').first] = i;
  std::map<std::string_view, bool> stays;
  std::vector<Edit> edits;
  std::size_t size = list.items.size();
  for (const ir::EnvEntry& entry : wanted) {
    stays[entry.name.text()] = true;
    const auto found = place.find(entry.name.text());
    edits.push_back({Below(path, found == place.end() ? size++ : found->second), Tree::Scalar(Assignment(entry))});
  }
  for (std::size_t i = list.items.size(); i-- > 0;) {
    if (!stays.contains(SplitFirst(list.items[i].text, '=').first)) edits.push_back({Below(path, i), std::nullopt});
  }
  return edits;
}

std::vector<Edit> MapEdits(const Path& path, const Tree& map, const std::vector<ir::EnvEntry>& wanted) {
  std::vector<Edit> edits;
  for (const ir::EnvEntry& entry : wanted) {
    const Tree* value = map.Find(entry.name.text());
    // A key without value is an empty value.
    if (value != nullptr && value->kind == yaml::Kind::Null && entry.value.empty()) continue;
    edits.push_back({Below(path, std::string(entry.name.text())), Tree::Scalar(entry.value.text())});
  }
  for (const auto& [key, value] : map.entries) {
    const auto is_key = [&](const ir::EnvEntry& entry) { return entry.name.text() == key; };
    if (std::ranges::none_of(wanted, is_key)) edits.push_back({Below(path, key), std::nullopt});
  }
  return edits;
}

}  // namespace

std::vector<ir::EnvEntry> LastValues(const std::vector<ir::EnvEntry>& list) {
  std::vector<ir::EnvEntry> kept;
  for (const ir::EnvEntry& entry : list) {
    const auto same = std::ranges::find(kept, entry.name, &ir::EnvEntry::name);
    if (same == kept.end()) {
      kept.push_back(entry);
    } else {
      *same = entry;
    }
  }
  return kept;
}

bool SameVariables(const std::vector<ir::EnvEntry>& a, const std::vector<ir::EnvEntry>& b) {
  return std::ranges::equal(LastValues(a), LastValues(b), [](const ir::EnvEntry& left, const ir::EnvEntry& right) {
    return left.name == right.name && left.value == right.value && left.bare == right.bare;
  });
}

std::optional<std::vector<Edit>> EnvEdits(const Path& path, const Tree* current,
                                          const std::vector<ir::EnvEntry>& wanted, bool as_map) {
  const bool is_map = current != nullptr && current->kind == yaml::Kind::Map;
  if (is_map && HasBare(wanted)) return std::nullopt;
  // An empty list is not the same as none: it keeps the image's away (§3.1).
  if (current == nullptr || wanted.empty()) {
    return std::vector<Edit>{{path, NewEnv(wanted, as_map && !HasBare(wanted))}};
  }
  return is_map ? MapEdits(path, *current, wanted) : ListEdits(path, *current, wanted);
}

}  // namespace ovcc::edit
