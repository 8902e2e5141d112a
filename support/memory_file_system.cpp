// The file system of tests. Folders follow from the paths of the files; `.` and a trailing slash name a folder as well.
#include "support/memory_file_system.h"

namespace ovcc {
namespace {

IoError NotFound(const std::string& path) { return {path, "No such file or directory", true}; }

/// What the paths of everything inside the folder `path` begin with.
std::string PrefixOf(std::string_view path) {
  if (path == "." || path.empty()) return "";
  std::string prefix(path);
  if (!prefix.ends_with('/')) prefix += '/';
  return prefix;
}

/// Adds the entry of folder `prefix` on the way to `path`, if `path` lies inside it.
void Collect(std::string_view path, const std::string& prefix, EntryKind kind,
             std::map<std::string, EntryKind>& found) {
  if (!path.starts_with(prefix) || path.size() == prefix.size()) return;
  const std::string_view rest = path.substr(prefix.size());
  const std::size_t slash = rest.find('/');
  if (slash == 0) return;
  found.emplace(rest.substr(0, slash), slash == std::string_view::npos ? kind : EntryKind::Directory);
}

}  // namespace

std::vector<std::string> MemoryFileSystem::reads() const {
  const std::lock_guard lock(mutex_);
  return reads_;
}

std::expected<std::string, IoError> MemoryFileSystem::Read(const std::string& path) const {
  {
    const std::lock_guard lock(mutex_);
    reads_.push_back(path);
  }
  const auto kind = Status(path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind != EntryKind::File) return std::unexpected(IoError{path, "is a directory", false});
  return files_.at(path);
}

std::expected<EntryKind, IoError> MemoryFileSystem::Status(const std::string& path) const {
  if (const auto failure = failures_.find(path); failure != failures_.end()) {
    return std::unexpected(IoError{path, failure->second, false});
  }
  if (files_.contains(path)) return EntryKind::File;
  if (IsDirectory(path)) return EntryKind::Directory;
  return std::unexpected(NotFound(path));
}

std::expected<std::vector<DirectoryEntry>, IoError> MemoryFileSystem::List(const std::string& path) const {
  const auto kind = Status(path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind != EntryKind::Directory) return std::unexpected(IoError{path, "Not a directory", true});
  const std::string prefix = PrefixOf(path);
  std::map<std::string, EntryKind> found;
  for (const auto& [file, bytes] : files_) Collect(file, prefix, EntryKind::File, found);
  for (const std::string& directory : directories_) Collect(directory, prefix, EntryKind::Directory, found);
  std::vector<DirectoryEntry> entries;
  entries.reserve(found.size());
  for (const auto& [name, entry_kind] : found) entries.push_back({name, entry_kind});
  return entries;
}

bool MemoryFileSystem::IsDirectory(std::string_view path) const {
  const std::string prefix = PrefixOf(path);
  if (prefix.empty() || prefix == "/") return true;
  const auto inside = files_.lower_bound(prefix);
  if (inside != files_.end() && inside->first.starts_with(prefix)) return true;
  for (const std::string& directory : directories_) {
    if (PrefixOf(directory).starts_with(prefix)) return true;
  }
  return false;
}

}  // namespace ovcc
