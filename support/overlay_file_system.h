#pragma once

#include <string>

#include "support/file_system.h"

namespace ovcc {

/// Another file system in which one file holds other bytes: a text that is not saved yet. The other one must outlive
/// it.
class OverlayFileSystem final : public FileSystem {
 public:
  /// `path` is compared as written.
  OverlayFileSystem(const FileSystem& below, std::string path, std::string bytes)
      : below_(below), path_(std::move(path)), bytes_(std::move(bytes)) {}

  [[nodiscard]] std::expected<std::string, IoError> Read(const std::string& path) const override {
    if (path == path_) return bytes_;
    return below_.Read(path);
  }
  [[nodiscard]] std::expected<EntryKind, IoError> Status(const std::string& path) const override {
    if (path == path_) return EntryKind::File;
    return below_.Status(path);
  }
  [[nodiscard]] std::expected<std::vector<DirectoryEntry>, IoError> List(const std::string& path) const override {
    return below_.List(path);
  }
  [[nodiscard]] bool ReadableByAll(const std::string& path) const override { return below_.ReadableByAll(path); }

 private:
  const FileSystem& below_;
  std::string path_;
  std::string bytes_;
};

}  // namespace ovcc
