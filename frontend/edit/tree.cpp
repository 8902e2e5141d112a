// What a YAML file means, and how a change of it is meant: the measure that every edit of the text is held against.
#include "frontend/edit/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace ovcc::edit {
namespace {

Tree NodeTree(const yaml::Document& document, const yaml::Node& node) {
  Tree tree;
  tree.kind = node.kind;
  if (node.kind == yaml::Kind::Scalar) tree.text = node.text;
  for (const yaml::NodeId id : document.items(node)) tree.items.push_back(NodeTree(document, document.node(id)));
  for (const yaml::MapEntry& entry : document.entries(node)) {
    tree.entries.emplace_back(document.node(entry.key).text, NodeTree(document, document.node(entry.value)));
  }
  return tree;
}

/// The part of `tree` that `step` names, or null.
template <class AnyTree>
AnyTree* Part(AnyTree& tree, const Step& step) {
  if (const auto* key = std::get_if<std::string>(&step)) return tree.Find(*key);
  const std::size_t index = std::get<std::size_t>(step);
  return index < tree.items.size() ? &tree.items[index] : nullptr;
}

/// The part that `step` names, made if it may be.
Tree* PartOrNew(Tree& tree, const Step& step) {
  if (Tree* part = Part(tree, step)) return part;
  if (const auto* key = std::get_if<std::string>(&step)) {
    if (tree.kind == yaml::Kind::Null) tree = Tree::Map();
    if (tree.kind != yaml::Kind::Map) return nullptr;
    return &tree.entries.emplace_back(*key, Tree()).second;
  }
  if (tree.kind == yaml::Kind::Null) tree = Tree::List();
  if (tree.kind != yaml::Kind::List || std::get<std::size_t>(step) != tree.items.size()) return nullptr;
  return &tree.items.emplace_back();
}

}  // namespace

Tree Tree::Scalar(std::string_view text) {
  Tree tree;
  tree.kind = yaml::Kind::Scalar;
  tree.text = text;
  return tree;
}

Tree Tree::List(std::vector<Tree> items) {
  Tree tree;
  tree.kind = yaml::Kind::List;
  tree.items = std::move(items);
  return tree;
}

Tree Tree::Map(std::vector<std::pair<std::string, Tree>> entries) {
  Tree tree;
  tree.kind = yaml::Kind::Map;
  tree.entries = std::move(entries);
  return tree;
}

const Tree* Tree::Find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &std::pair<std::string, Tree>::first);
  return found == entries.end() ? nullptr : &found->second;
}

Tree* Tree::Find(std::string_view key) { return const_cast<Tree*>(std::as_const(*this).Find(key)); }

bool Tree::IsEmpty() const { return kind == yaml::Kind::Null || (kind == yaml::Kind::Map && entries.empty()); }

bool SameMeaning(const Tree& a, const Tree& b) {
  if (a.IsEmpty() && b.IsEmpty()) return true;
  if (a.kind != b.kind || a.text != b.text || a.entries.size() != b.entries.size()) return false;
  if (!std::ranges::equal(a.items, b.items, SameMeaning)) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    const auto& [key, value] = a.entries[i];
    const bool in_place = b.entries[i].first == key;
    const Tree* other = in_place ? &b.entries[i].second : b.Find(key);
    if (other == nullptr || !SameMeaning(value, *other)) return false;
  }
  return true;
}

Tree ToTree(const yaml::Document* document) {
  return document == nullptr ? Tree() : NodeTree(*document, document->node(document->root()));
}

Path Below(Path path, Step step) {
  path.push_back(std::move(step));
  return path;
}

std::string PathText(const Path& path) {
  std::string text;
  for (const Step& step : path) {
    if (const auto* key = std::get_if<std::string>(&step)) {
      text += (text.empty() ? "" : ".") + *key;
    } else {
      text += fmt::format("[{}]", std::get<std::size_t>(step));
    }
  }
  return text;
}

bool SetAt(Tree& tree, const Path& path, Tree value) {
  Tree changed = tree;
  Tree* at = &changed;
  for (const Step& step : path) {
    at = PartOrNew(*at, step);
    if (at == nullptr) return false;
  }
  *at = std::move(value);
  tree = std::move(changed);
  return true;
}

bool RemoveAt(Tree& tree, const Path& path) {
  Tree* holder = &tree;
  for (const Step& step : std::span(path).first(path.size() - 1)) {
    holder = Part(*holder, step);
    if (holder == nullptr) return false;
  }
  if (Part(*holder, path.back()) == nullptr) return false;
  if (const auto* key = std::get_if<std::string>(&path.back())) {
    std::erase_if(holder->entries, [&](const auto& entry) { return entry.first == *key; });
  } else {
    holder->items.erase(holder->items.begin() + static_cast<std::ptrdiff_t>(std::get<std::size_t>(path.back())));
  }
  return true;
}

const Tree* FindAt(const Tree& tree, const Path& path) {
  const Tree* at = &tree;
  for (const Step& step : path) {
    at = Part(*at, step);
    if (at == nullptr) return nullptr;
  }
  return at;
}

}  // namespace ovcc::edit
