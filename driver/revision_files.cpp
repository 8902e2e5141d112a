// The tree of a commit as a file system. Links are followed here, one step after another: git keeps them as text.
#include "driver/revision_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "support/text.h"

namespace ovcc {
namespace {

IoError NotFound(const std::string& path) { return {path, "No such file or directory", true}; }

IoError InSubmodule(const std::string& path, std::string_view submodule) {
  return {path, fmt::format("`{}` is a submodule, whose files no commit of this repository holds", submodule)};
}

/// The way to a place: its next step is the last element.
using Steps = std::vector<std::string>;

void AddSteps(std::string_view path, Steps& steps) {
  const std::vector<std::string_view> parts = Split(path, '/');
  steps.insert(steps.end(), parts.rbegin(), parts.rend());
}

std::string_view ParentOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace

RevisionFiles::RevisionFiles(const std::vector<TreeRow>& rows, std::vector<TreeMount> mounts,
                             std::string working_directory, BlobReader blobs, const FileSystem& below)
    : mounts_(std::move(mounts)),
      working_directory_(std::move(working_directory)),
      blobs_(std::move(blobs)),
      below_(below) {
  nodes_.emplace();
  for (const TreeRow& row : rows) Add(row);
  for (auto& [path, node] : nodes_) std::ranges::sort(node.children);
}

void RevisionFiles::Add(const TreeRow& row) {
  Node node;
  switch (row.kind) {
    case TreeRow::Kind::File:
      node.kind = Kind::File;
      break;
    case TreeRow::Kind::Link:
      node.kind = Kind::Link;
      break;
    case TreeRow::Kind::Submodule:
      node.kind = Kind::Submodule;
      break;
  }
  node.object = row.object;
  // Folders follow from the paths of what lies in them.
  std::string_view path = row.path;
  bool is_new = nodes_.emplace(path, std::move(node)).second;
  while (is_new && !path.empty()) {
    const std::string_view parent = ParentOf(path);
    const std::string_view name = parent.empty() ? path : path.substr(parent.size() + 1);
    const auto [folder, made] = nodes_.try_emplace(std::string(parent));
    folder->second.children.emplace_back(name);
    is_new = made;
    path = parent;
  }
}

std::optional<std::string> RevisionFiles::PathInTree(const std::string& path) const {
  const std::string absolute = CleanPath(JoinPath(working_directory_, path));
  for (const TreeMount& mount : mounts_) {
    if (absolute == mount.folder) return mount.path;
    const std::string inside = mount.folder.ends_with('/') ? mount.folder : mount.folder + '/';
    if (absolute.starts_with(inside)) return JoinPath(mount.path, absolute.substr(inside.size()));
  }
  return std::nullopt;
}

std::expected<RevisionFiles::Nodes::const_iterator, IoError> RevisionFiles::Find(const std::string& in_tree,
                                                                                 const std::string& path) const {
  constexpr int kMostLinks = 40;  // as Linux has it
  int links = 0;
  auto at = nodes_.find("");
  Steps steps;
  AddSteps(in_tree, steps);
  while (!steps.empty()) {
    const std::string step = std::move(steps.back());
    steps.pop_back();
    if (step.empty() || step == ".") continue;
    if (at->second.kind == Kind::Submodule) return std::unexpected(InSubmodule(path, at->first));
    if (at->second.kind != Kind::Folder) return std::unexpected(NotFound(path));
    if (step == "..") {
      if (at->first.empty()) return std::unexpected(IoError{path, "a link on the way leads out of the repository"});
      at = nodes_.find(ParentOf(at->first));
      continue;
    }
    const auto next = nodes_.find(at->first.empty() ? step : fmt::format("{}/{}", at->first, step));
    if (next == nodes_.end()) return std::unexpected(NotFound(path));
    if (next->second.kind != Kind::Link) {
      at = next;
      continue;
    }
    if (++links > kMostLinks) return std::unexpected(IoError{path, "Too many levels of symbolic links"});
    const auto target = Bytes(next->second.object);
    if (!target) return std::unexpected(IoError{path, target.error().reason});
    if (target->starts_with('/')) {
      return std::unexpected(IoError{path, fmt::format("the link `{}` leads out of the repository", next->first)});
    }
    AddSteps(*target, steps);
  }
  return at;
}

std::expected<std::string, IoError> RevisionFiles::Bytes(const std::string& object) const {
  const std::lock_guard lock(mutex_);
  if (const auto known = bytes_.find(object); known != bytes_.end()) return known->second;
  auto bytes = blobs_(object);
  if (bytes) bytes_.emplace(object, *bytes);
  return bytes;
}

std::expected<std::string, IoError> RevisionFiles::Read(const std::string& path) const {
  const auto in_tree = PathInTree(path);
  if (!in_tree) return below_.Read(path);
  const auto found = Find(*in_tree, path);
  if (!found) return std::unexpected(found.error());
  if ((*found)->second.kind != Kind::File) return std::unexpected(IoError{path, "is a directory", false});
  auto bytes = Bytes((*found)->second.object);
  if (!bytes) return std::unexpected(IoError{path, bytes.error().reason});
  return bytes;
}

std::expected<EntryKind, IoError> RevisionFiles::Status(const std::string& path) const {
  const auto in_tree = PathInTree(path);
  if (!in_tree) return below_.Status(path);
  const auto found = Find(*in_tree, path);
  if (!found) return std::unexpected(found.error());
  return (*found)->second.kind == Kind::File ? EntryKind::File : EntryKind::Directory;
}

std::expected<std::vector<DirectoryEntry>, IoError> RevisionFiles::List(const std::string& path) const {
  const auto in_tree = PathInTree(path);
  if (!in_tree) return below_.List(path);
  const auto found = Find(*in_tree, path);
  if (!found) return std::unexpected(found.error());
  const auto& [folder, node] = **found;
  if (node.kind == Kind::File) return std::unexpected(IoError{path, "Not a directory", true});
  if (node.kind == Kind::Submodule) return std::unexpected(InSubmodule(path, folder));
  std::vector<DirectoryEntry> entries;
  entries.reserve(node.children.size());
  for (const std::string& name : node.children) {
    // A link to nothing is an entry all the same.
    const auto kind = Find(JoinPath(folder, name), name);
    const bool is_file = kind && (*kind)->second.kind == Kind::File;
    entries.push_back({name, !kind ? EntryKind::Other : is_file ? EntryKind::File : EntryKind::Directory});
  }
  return entries;
}

}  // namespace ovcc
