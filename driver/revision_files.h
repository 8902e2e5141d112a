#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"

namespace ovcc {

/// One row of the tree of a commit.
struct TreeRow {
  enum class Kind : std::uint8_t {
    File,
    Link,       // its bytes are its target
    Submodule,  // another repository, whose files the commit does not hold
  };
  std::string path;  // from the root of the tree, `/` between folders
  Kind kind = Kind::File;
  std::string object;  // what git calls its bytes
};

/// A folder of the disk in whose place a folder of the tree stands.
struct TreeMount {
  std::string folder;  // absolute, cleaned
  std::string path;    // in the tree; empty: its root
};

/// Bytes by the name of their object.
using BlobReader = std::function<std::expected<std::string, IoError>(const std::string& object)>;

/// The files of a commit in the place of the working tree: a path inside a mount is looked up in the tree, links
/// followed, every other one on the disk below. A link that leads out of the tree and whatever lies in a submodule are
/// errors, never missing files. Each object is read once. Safe to call from several threads.
class RevisionFiles final : public FileSystem {
 public:
  /// Relative paths start at `working_directory`. The first mount that holds a path counts.
  RevisionFiles(const std::vector<TreeRow>& rows, std::vector<TreeMount> mounts, std::string working_directory,
                BlobReader blobs, const FileSystem& below);

  [[nodiscard]] std::expected<std::string, IoError> Read(const std::string& path) const override;
  [[nodiscard]] std::expected<EntryKind, IoError> Status(const std::string& path) const override;
  [[nodiscard]] std::expected<std::vector<DirectoryEntry>, IoError> List(const std::string& path) const override;

 private:
  enum class Kind : std::uint8_t { Folder, File, Link, Submodule };
  struct Node {
    Kind kind = Kind::Folder;
    std::string object;
    std::vector<std::string> children;  // sorted
  };
  using Nodes = std::map<std::string, Node, std::less<>>;

  void Add(const TreeRow& row);
  [[nodiscard]] std::optional<std::string> PathInTree(const std::string& path) const;
  [[nodiscard]] std::expected<Nodes::const_iterator, IoError> Find(const std::string& in_tree,
                                                                   const std::string& path) const;
  [[nodiscard]] std::expected<std::string, IoError> Bytes(const std::string& object) const;

  Nodes nodes_;  // by path; the root is the empty path
  std::vector<TreeMount> mounts_;
  std::string working_directory_;
  BlobReader blobs_;
  const FileSystem& below_;
  mutable std::mutex mutex_;  // guards `bytes_`
  mutable std::map<std::string, std::string> bytes_;
};

}  // namespace ovcc
