// Reading from the real disk. No exception leaves this file.
#include "support/file_system.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

#include "support/descriptor.h"

namespace ovcc {
namespace {

IoError ErrorOf(const std::string& path, int error) {
  if (error == EFBIG) return {path, fmt::format("it holds more than {} MiB", kLargestInput >> 20U)};
  return {path, std::generic_category().message(error), error == ENOENT || error == ENOTDIR};
}

bool IsUntouched(const struct stat& before, const struct stat& after, std::size_t size) {
  // Files of /proc have bytes and no size.
  const bool whole = after.st_size == 0 || static_cast<std::size_t>(after.st_size) == size;
  return whole && before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
         before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

/// How long a file that has just changed is waited for; 0 for others. Longer than the steps in which a kernel counts
/// modification times, and longer still for an empty file, which somebody is probably about to fill.
std::chrono::milliseconds TimeToSettle(const struct stat& info, bool empty) {
  using std::chrono::milliseconds;
  const milliseconds moment(empty ? 50 : 8);
  const auto modified = std::chrono::seconds(info.st_mtim.tv_sec) + std::chrono::nanoseconds(info.st_mtim.tv_nsec);
  const auto age = std::chrono::system_clock::now().time_since_epoch() - modified;
  return age < moment && age > -moment ? moment : milliseconds(0);
}

EntryKind KindOf(std::filesystem::file_type type) {
  if (type == std::filesystem::file_type::regular) return EntryKind::File;
  return type == std::filesystem::file_type::directory ? EntryKind::Directory : EntryKind::Other;
}

}  // namespace

// An editor that saves in place empties the file before it writes. What was read while the file changed is read again;
// a file that changed a moment ago gets another moment before it is believed.
std::expected<std::string, IoError> DiskFileSystem::Read(const std::string& path) const {
  constexpr int kAttempts = 5;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const Descriptor file(Retry([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    struct stat before = {};
    struct stat after = {};
    if (!file.ok() || fstat(file.get(), &before) != 0) return std::unexpected(ErrorOf(path, errno));
    if (S_ISDIR(before.st_mode)) return std::unexpected(IoError{path, "is a directory", false});
    std::string bytes;
    if (!ReadAll(file.get(), bytes)) return std::unexpected(ErrorOf(path, errno));
    if (S_ISREG(before.st_mode)) std::this_thread::sleep_for(TimeToSettle(before, bytes.empty()));
    if (fstat(file.get(), &after) != 0) return std::unexpected(ErrorOf(path, errno));
    if (!S_ISREG(before.st_mode) || IsUntouched(before, after, bytes.size())) return bytes;
  }
  return std::unexpected(IoError{path, "it changes while it is read", false});
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
  std::filesystem::directory_iterator it;
  do {
    it = std::filesystem::directory_iterator(path, error);
  } while (error == std::errc::interrupted);
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

bool DiskFileSystem::ReadableByAll(const std::string& path) const {
  using std::filesystem::perms;
  std::error_code error;
  std::filesystem::path at = std::filesystem::canonical(path, error);
  perms needed = perms::others_read;
  while (!error) {
    const std::filesystem::file_status status = std::filesystem::status(at, error);
    if (error || (status.permissions() & needed) == perms::none) return false;
    if (!at.has_relative_path()) return true;
    at = at.parent_path();
    needed = perms::others_exec;
  }
  return false;
}

std::string JoinPath(std::string_view a, std::string_view b) {
  if (a.empty() || b.starts_with('/')) return std::string(b);
  std::string joined(a);
  if (!b.empty() && !a.ends_with('/')) joined += '/';
  joined += b;
  return joined;
}

}  // namespace ovcc
