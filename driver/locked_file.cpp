// Reading, locking and replacing one file of the user. The lock is on the folder: the file itself is another one after
// each replacement.
#include "driver/locked_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "driver/folder.h"

namespace ovcc {
namespace {

constexpr unsigned kNewMode = 0600;
constexpr unsigned kPermissions = 07777;

/// The file that a path leads to. A link to a file that does not exist yet leads there too.
std::string FollowLinks(const std::string& path) {
  std::error_code error;
  std::filesystem::path resolved = std::filesystem::weakly_canonical(path, error);
  return error ? path : resolved.string();
}

}  // namespace

std::expected<LockedFile, IoError> LockedFile::Open(const std::string& path) {
  LockedFile file(FollowLinks(path));
  const std::filesystem::path resolved(file.path_);
  file.folder_ = resolved.parent_path().string();
  file.name_ = resolved.filename().string();
  file.lock_ = Descriptor(Retry([&] { return open(file.folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!file.lock_.ok()) {
    if (errno == ENOENT) return file;
    return std::unexpected(file.Fail());
  }
  if (Retry([&] { return flock(file.lock_.get(), LOCK_EX); }) != 0) return std::unexpected(file.Fail());
  auto bytes = DiskFileSystem().Read(file.path_);
  if (bytes) {
    file.bytes_ = std::move(*bytes);
  } else if (!bytes.error().not_found) {
    return std::unexpected(bytes.error());
  }
  return file;
}

std::expected<void, IoError> LockedFile::Replace(std::string_view bytes) {
  if (!lock_.ok()) {
    if (auto made = MakeFolders(folder_); !made) return made;
    lock_ = Descriptor(Retry([&] { return open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (!lock_.ok()) return std::unexpected(Fail());
  }
  const auto now = DiskFileSystem().Read(path_);
  if (now ? bytes_ != *now : (bytes_ || !now.error().not_found)) {
    return std::unexpected(IoError{path_, "it was changed while this ran; run the command again"});
  }
  struct stat before = {};
  const bool exists = bytes_.has_value();
  if (exists && fstatat(lock_.get(), name_.c_str(), &before, 0) != 0) return std::unexpected(Fail());

  const std::string staged = "." + name_ + ".ovcc-tmp";
  (void)unlinkat(lock_.get(), staged.c_str(), 0);  // of a killed run
  Descriptor file(Retry([&] {
    return openat(lock_.get(), staged.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kNewMode);
  }));
  if (!file.ok()) return std::unexpected(Fail());
  const bool owner_differs = exists && (before.st_uid != geteuid() || before.st_gid != getegid());
  const bool written = (!owner_differs || fchown(file.get(), before.st_uid, before.st_gid) == 0) &&
                       (!exists || fchmod(file.get(), before.st_mode & kPermissions) == 0) &&
                       WriteAll(file.get(), bytes) && fsync(file.get()) == 0 &&
                       renameat(lock_.get(), staged.c_str(), lock_.get(), name_.c_str()) == 0;
  if (!written) {
    const IoError error = Fail();
    (void)unlinkat(lock_.get(), staged.c_str(), 0);
    return std::unexpected(error);
  }
  (void)fsync(lock_.get());  // some file systems cannot; the new file is in place all the same
  bytes_ = bytes;
  return {};
}

IoError LockedFile::Fail() const {
  const int reason = errno;
  return {path_, std::strerror(reason), reason == ENOENT};
}

}  // namespace ovcc
