#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "support/descriptor.h"
#include "support/file_system.h"

namespace ovcc {

/// A file that is read, changed and put back, without losing what anybody else writes meanwhile. Symbolic links are
/// followed: the file they lead to is replaced, the links stay.
class LockedFile {
 public:
  /// Reads the file and waits for the lock that other runs hold on its folder. A file that does not exist is no error;
  /// its folder is made only by `Replace`.
  [[nodiscard]] static std::expected<LockedFile, IoError> Open(const std::string& path);

  /// What the file held; nothing if there is none.
  [[nodiscard]] const std::optional<std::string>& bytes() const { return bytes_; }

  /// Puts `bytes` in the place of the file in one step, with its mode and owner; a new file gets 0600. The error says
  /// so if the file has changed since it was read: then it stays as it is.
  [[nodiscard]] std::expected<void, IoError> Replace(std::string_view bytes);

 private:
  explicit LockedFile(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] IoError Fail() const;

  std::string path_;  // links followed
  std::string folder_;
  std::string name_;
  Descriptor lock_;  // of the folder
  std::optional<std::string> bytes_;
};

}  // namespace ovcc
