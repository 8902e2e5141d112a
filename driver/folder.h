#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"

namespace ovcc {

/// What a file system tells of a file without reading it. Of two states of a file that differ, the stamps differ,
/// unless somebody wrote the same number of bytes into the same file and set its time back.
struct FileStamp {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;        // in bytes
  std::int64_t modified_ns = 0;  // nanoseconds since 1970
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Makes a folder with its parents, as far as they are missing, each for the user alone (mode 0700).
[[nodiscard]] std::expected<void, IoError> MakeFolders(const std::string& path);

/// An open folder. Every operation starts at its descriptor and follows no symbolic link below it, so that nothing
/// outside can be reached, whatever is moved or replaced meanwhile. Names are relative, at most one folder deep: `a`,
/// `tunnels/a`. Threads may call `Read`, `Stage`, `Commit` and `Stamp` at the same time for different names.
class Folder {
 public:
  /// Opens `path`, made with its parents if missing, and waits for the lock that other runs hold on it.
  [[nodiscard]] static std::expected<Folder, IoError> OpenLocked(const std::string& path);

  /// The same for a folder that stays missing where it is missing: then nothing.
  [[nodiscard]] static std::expected<std::optional<Folder>, IoError> OpenLockedIfThere(const std::string& path);

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder(Folder&& other) noexcept;
  Folder& operator=(Folder&&) = delete;
  ~Folder();

  /// Whole bytes; nothing if there is no such name. A link, a folder or a device is an error.
  [[nodiscard]] std::expected<std::optional<std::string>, IoError> Read(const std::string& name) const;

  /// Writes `bytes` with `mode` to a temporary file beside `name`, whose folder is made if missing. Returns the stamp
  /// that `name` will have.
  [[nodiscard]] std::expected<FileStamp, IoError> Stage(const std::string& name, std::string_view bytes,
                                                        unsigned mode) const;

  /// Puts the staged file of `name` into its place.
  [[nodiscard]] std::expected<void, IoError> Commit(const std::string& name) const;

  /// The reverse of `Commit`: makes `name` its staged file, for good or until `Commit`. Nothing happens if it is not
  /// there.
  [[nodiscard]] std::expected<void, IoError> SetAside(const std::string& name) const;

  /// The stamp of a file; nothing if there is no such name. A link, a folder or a device is an error.
  [[nodiscard]] std::expected<std::optional<FileStamp>, IoError> Stamp(const std::string& name) const;

  /// Whether nothing is in it; false also where that cannot be told.
  [[nodiscard]] bool IsEmpty() const;

  /// Removes all staged files, those that a killed run left too.
  void RemoveStaged() const;

 private:
  Folder(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}

  [[nodiscard]] static std::expected<Folder, IoError> Open(const std::string& path);

  [[nodiscard]] IoError Fail(std::string_view name) const;
  void RemoveStagedIn(const std::string& subfolder) const;

  int descriptor_;
  std::string path_;
};

}  // namespace ovcc
