#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace ovcc {

/// Why the machine refused: the path and the system's own reason.
struct IoError {
  std::string path;
  std::string reason;
  bool not_found = false;  // the path, or a folder on the way to it, does not exist
};

enum class EntryKind : std::uint8_t { File, Directory, Other };

struct DirectoryEntry {
  std::string name;
  EntryKind kind;  // of what a link points at
};

/// Everything ovcc reads from a disk. Paths are UTF-8 text with `/`. Interface, so that tests run without a disk and
/// can make every call fail.
class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  FileSystem(FileSystem&&) = delete;
  FileSystem& operator=(FileSystem&&) = delete;
  virtual ~FileSystem() = default;

  /// Whole contents, of which there may be `kLargestInput` bytes (support/descriptor.h). Safe to call from several
  /// threads.
  [[nodiscard]] virtual std::expected<std::string, IoError> Read(const std::string& path) const = 0;

  /// Kind of what stands at `path`, links followed; `not_found` if nothing does.
  [[nodiscard]] virtual std::expected<EntryKind, IoError> Status(const std::string& path) const = 0;

  /// Entries of a folder sorted by name, without `.` and `..`.
  [[nodiscard]] virtual std::expected<std::vector<DirectoryEntry>, IoError> List(const std::string& path) const = 0;

  /// True if every user of the machine can read the file: its own mode lets others read, and that of each folder on the
  /// way lets them through, links followed. False also where that cannot be found out.
  [[nodiscard]] virtual bool ReadableByAll(const std::string& path) const = 0;
};

/// The real one.
class DiskFileSystem final : public FileSystem {
 public:
  [[nodiscard]] std::expected<std::string, IoError> Read(const std::string& path) const override;
  [[nodiscard]] std::expected<EntryKind, IoError> Status(const std::string& path) const override;
  [[nodiscard]] std::expected<std::vector<DirectoryEntry>, IoError> List(const std::string& path) const override;
  [[nodiscard]] bool ReadableByAll(const std::string& path) const override;
};

/// What `-` means where a path is expected: standard input.
inline constexpr const char* kStandardInput = "/dev/stdin";

/// `a/b` from `a` and `b`; `b` alone when it is absolute or `a` is empty.
[[nodiscard]] std::string JoinPath(std::string_view a, std::string_view b);

}  // namespace ovcc
