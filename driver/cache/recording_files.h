#pragma once

#include <expected>
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
/// the same way. Safe to use from several threads.
class RecordingFiles final : public FileSystem {
 public:
  explicit RecordingFiles(const FileSystem& files) : files_(files) {}

  [[nodiscard]] std::expected<std::string, IoError> Read(const std::string& path) const override;
  [[nodiscard]] std::expected<EntryKind, IoError> Status(const std::string& path) const override;
  [[nodiscard]] std::expected<std::vector<DirectoryEntry>, IoError> List(const std::string& path) const override;
  [[nodiscard]] bool ReadableByAll(const std::string& path) const override;

  /// Whether the files still give the answers to all `questions`, asked by up to `jobs` threads; it may end at the
  /// first that differs. What was read for that is what the first `Read` of the path gives: a run that follows reads
  /// and digests nothing twice.
  [[nodiscard]] bool AnswersAre(std::span<const FileQuestion> questions, unsigned jobs);

  /// The digest of what `Read` gave for `path`; nothing if it gave nothing, or different bytes.
  [[nodiscard]] std::optional<Digest> DigestOfRead(const std::string& path) const;

  [[nodiscard]] const FileSystem& underlying() const { return files_; }

  /// Everything that was asked, sorted and without repetition.
  [[nodiscard]] std::vector<FileQuestion> Questions() const;

 private:
  /// What a file holds, or why that cannot be known.
  struct ReadAnswer {
    std::expected<std::string, IoError> bytes;
    Digest digest;
  };

  [[nodiscard]] ReadAnswer Ask(const std::string& path) const;
  [[nodiscard]] bool AnswerIs(const FileQuestion& question);
  void Remember(FileQuestion::Kind kind, const std::string& path, const Digest& answer) const;

  const FileSystem& files_;
  mutable std::mutex mutex_;
  mutable std::vector<FileQuestion> questions_;
  mutable std::unordered_map<std::string, std::optional<Digest>> read_;  // never iterated
  mutable std::unordered_map<std::string, ReadAnswer> ahead_;            // read before it was asked for; never iterated
};

}  // namespace ovcc
