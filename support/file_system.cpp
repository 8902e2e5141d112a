// Reading from the real disk with plain system calls: one `fstat` for the size, one loop of reads. No exception leaves
// this file, and an interrupted call is repeated.
#include "support/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace ovcc {
namespace {

IoError ErrorOf(const std::string& path, int error) {
  return {path, std::generic_category().message(error), error == ENOENT || error == ENOTDIR};
}

/// An open file, closed at the end of the scope.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path) {
    do {
      value_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    } while (value_ < 0 && errno == EINTR);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }

  [[nodiscard]] int value() const { return value_; }

 private:
  int value_ = -1;
};

EntryKind KindOf(std::filesystem::file_type type) {
  if (type == std::filesystem::file_type::regular) return EntryKind::File;
  return type == std::filesystem::file_type::directory ? EntryKind::Directory : EntryKind::Other;
}

}  // namespace

std::expected<std::string, IoError> DiskFileSystem::Read(const std::string& path) const {
  const Descriptor file(path);
  if (file.value() < 0) return std::unexpected(ErrorOf(path, errno));
  struct stat info = {};
  if (::fstat(file.value(), &info) != 0) return std::unexpected(ErrorOf(path, errno));
  if (S_ISDIR(info.st_mode)) return std::unexpected(IoError{path, "is a directory", false});

  // One byte more than the size lets the read that fills the buffer see the end of the file as well. Pipes and files of
  // the kernel have no size; they grow the buffer as they go.
  constexpr std::size_t kLeast = 4096;
  std::string bytes(std::max(static_cast<std::size_t>(std::max<off_t>(info.st_size, 0)) + 1, kLeast), '\0');
  std::size_t filled = 0;
  while (true) {
    const ssize_t count = ::read(file.value(), bytes.data() + filled, bytes.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::unexpected(ErrorOf(path, errno));
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
    if (filled == bytes.size()) bytes.resize(bytes.size() * 2);
  }
  bytes.resize(filled);
  return bytes;
}

std::expected<EntryKind, IoError> DiskFileSystem::Status(const std::string& path) const {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return std::unexpected(ErrorOf(path, ENOENT));
  if (error) return std::unexpected(ErrorOf(path, error.value()));
  return KindOf(status.type());
}

std::expected<std::vector<DirectoryEntry>, IoError> DiskFileSystem::List(const std::string& path) const {
  std::error_code error;
  std::vector<DirectoryEntry> entries;
  std::filesystem::directory_iterator it(path, error);
  while (!error && it != std::filesystem::directory_iterator()) {
    std::error_code dangling;  // a link to nothing is an entry all the same
    entries.push_back({it->path().filename().string(), KindOf(it->status(dangling).type())});
    it.increment(error);
  }
  if (error) return std::unexpected(ErrorOf(path, error.value()));
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return entries;
}

std::string JoinPath(std::string_view a, std::string_view b) {
  if (a.empty() || b.starts_with('/')) return std::string(b);
  std::string joined(a);
  if (!b.empty() && !a.ends_with('/')) joined += '/';
  joined += b;
  return joined;
}

}  // namespace ovcc
