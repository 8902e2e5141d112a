// Reading from the real disk. No exception leaves this file.
#include "support/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "support/descriptor.h"

namespace ovcc {
namespace {

IoError ErrorOf(const std::string& path, int error) {
  return {path, std::generic_category().message(error), error == ENOENT || error == ENOTDIR};
}

EntryKind KindOf(std::filesystem::file_type type) {
  if (type == std::filesystem::file_type::regular) return EntryKind::File;
  return type == std::filesystem::file_type::directory ? EntryKind::Directory : EntryKind::Other;
}

}  // namespace

std::expected<std::string, IoError> DiskFileSystem::Read(const std::string& path) const {
  const Descriptor file(Retry([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
  struct stat info = {};
  if (!file.ok() || fstat(file.get(), &info) != 0) return std::unexpected(ErrorOf(path, errno));
  if (S_ISDIR(info.st_mode)) return std::unexpected(IoError{path, "is a directory", false});
  std::string bytes;
  if (!ReadAll(file.get(), bytes)) return std::unexpected(ErrorOf(path, errno));
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
