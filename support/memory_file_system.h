#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/file_system.h"

namespace ovcc {

/// Files in memory, for tests: a folder exists where a file lies below it. Records which files were read, and fails on
/// demand.
class MemoryFileSystem final : public FileSystem {
 public:
  /// Adds a file or replaces its bytes. `path` is compared as written, without cleaning.
  void Put(std::string path, std::string bytes) { files_.insert_or_assign(std::move(path), std::move(bytes)); }

  /// Adds a folder without files.
  void PutDirectory(std::string path) { directories_.push_back(std::move(path)); }

  /// Lets every user read the file; without it none but the owner can.
  void LetAllRead(std::string path) { public_files_.insert(std::move(path)); }

  /// Makes every call for exactly `path` fail with `reason`.
  void FailAt(std::string path, std::string reason) { failures_.insert_or_assign(std::move(path), std::move(reason)); }

  /// Paths given to `Read` so far, in order of the calls, failed ones included.
  [[nodiscard]] std::vector<std::string> reads() const;

  [[nodiscard]] std::expected<std::string, IoError> Read(const std::string& path) const override;
  [[nodiscard]] std::expected<EntryKind, IoError> Status(const std::string& path) const override;
  [[nodiscard]] std::expected<std::vector<DirectoryEntry>, IoError> List(const std::string& path) const override;
  [[nodiscard]] bool ReadableByAll(const std::string& path) const override { return public_files_.contains(path); }

 private:
  [[nodiscard]] bool IsDirectory(std::string_view path) const;

  std::map<std::string, std::string> files_;
  std::map<std::string, std::string> failures_;
  std::set<std::string> public_files_;
  std::vector<std::string> directories_;
  mutable std::mutex mutex_;  // guards `reads_`: files are read from several threads
  mutable std::vector<std::string> reads_;
};

}  // namespace ovcc
