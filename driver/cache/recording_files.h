#pragma once

#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "support/digest.h"
#include "support/file_system.h"

namespace ovcc {

/// A question that a run asked of the file system, and a digest of the answer.
struct FileQuestion {
  enum class Kind : std::uint8_t { Read, Status, List, ReadableByAll };
  Kind kind = Kind::Read;
  std::string path;
  Digest answer;
};

/// A file system that passes every question on and remembers it with its answer. A run that gets the same answers takes
/// the same way.
class RecordingFiles final : public FileSystem {
 public:
  explicit RecordingFiles(const FileSystem& files) : files_(files) {}

  [[nodiscard]] std::expected<std::string, IoError> Read(const std::string& path) const override;
  [[nodiscard]] std::expected<EntryKind, IoError> Status(const std::string& path) const override;
  [[nodiscard]] std::expected<std::vector<DirectoryEntry>, IoError> List(const std::string& path) const override;
  [[nodiscard]] bool ReadableByAll(const std::string& path) const override;

  /// The digest of what `Read` gave for `path`; nothing if it gave nothing, or different bytes.
  [[nodiscard]] std::optional<Digest> DigestOfRead(const std::string& path) const;

  [[nodiscard]] const FileSystem& underlying() const { return files_; }

  /// Everything that was asked, sorted and without repetition.
  [[nodiscard]] std::vector<FileQuestion> Questions() const;

 private:
  void Remember(FileQuestion::Kind kind, const std::string& path, const Digest& answer) const;

  const FileSystem& files_;
  mutable std::mutex mutex_;
  mutable std::vector<FileQuestion> questions_;
  mutable std::unordered_map<std::string, std::optional<Digest>> read_;  // never iterated
};

/// Whether `files` still answers every question in the same way, asked by up to `jobs` threads.
[[nodiscard]] bool SameAnswers(std::span<const FileQuestion> questions, const FileSystem& files, unsigned jobs);

}  // namespace ovcc
