// An output folder by its descriptor. Calls that a signal interrupts are repeated, short writes go on.
#include "driver/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "support/descriptor.h"
#include "support/text.h"

namespace ovcc {
namespace {

// Podman's generators look at nothing but the ending of a name: a staged file must not end as a unit does, or a killed
// run would leave a second unit.
constexpr std::string_view kPrefix = ".ovcc-tmp-";
constexpr std::string_view kSuffix = "~";

// Where a name leads: `a` to the base folder and `a`, `tunnels/a` to the folder `tunnels`, opened, and `a`.
class Place {
 public:
  Place(int base, const std::string& name, bool create) : base_(base), name_(name) {
    const Halves halves = SplitFirst(name, '/');
    if (!halves.found) return;
    const std::string subfolder(halves.first);
    if (create) (void)mkdirat(base, subfolder.c_str(), S_IRWXU);
    name_ = halves.second;
    below_ = Descriptor(
        Retry([&] { return openat(base, subfolder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }));
    base_ = below_.get();
  }

  // -1, with `errno` set, if there is no such folder.
  [[nodiscard]] int folder() const { return base_; }
  [[nodiscard]] bool ok() const { return base_ >= 0; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  int base_;
  std::string name_;
  Descriptor below_;
};

constexpr mode_t kPermissions = 07777;

FileStamp StampOf(const struct stat& status) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return {status.st_ino, static_cast<std::uint64_t>(status.st_size),
          status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec};
}

std::string StagedName(std::string_view name) {
  std::string staged;
  staged.reserve(kPrefix.size() + name.size() + kSuffix.size());
  staged += kPrefix;
  staged += name;
  staged += kSuffix;
  return staged;
}

}  // namespace

std::expected<void, IoError> MakeFolders(const std::string& path) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string folder = path.substr(0, end);
    if (mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
      return std::unexpected(IoError{path, std::strerror(errno)});
    }
    if (end == std::string::npos) return {};
  }
}

std::expected<Folder, IoError> Folder::OpenLocked(const std::string& path) {
  if (auto made = MakeFolders(path); !made) return std::unexpected(made.error());
  return Open(path);
}

std::expected<std::optional<Folder>, IoError> Folder::OpenLockedIfThere(const std::string& path) {
  auto folder = Open(path);
  if (folder) return std::optional<Folder>(std::move(*folder));
  if (folder.error().not_found) return std::optional<Folder>();
  return std::unexpected(folder.error());
}

std::expected<Folder, IoError> Folder::Open(const std::string& path) {
  Descriptor folder(Retry([&] { return open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!folder.ok()) return std::unexpected(IoError{path, std::strerror(errno), errno == ENOENT});
  if (Retry([&] { return flock(folder.get(), LOCK_EX); }) != 0) {
    return std::unexpected(IoError{path, std::strerror(errno)});
  }
  return Folder(folder.Release(), path);
}

Folder::Folder(Folder&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

Folder::~Folder() {
  if (descriptor_ >= 0) (void)close(descriptor_);
}

IoError Folder::Fail(std::string_view name) const {
  const int reason = errno;
  return {JoinPath(path_, name), std::strerror(reason), reason == ENOENT};
}

std::expected<std::optional<FileStamp>, IoError> Folder::Stamp(const std::string& name) const {
  const Place place(descriptor_, name, false);
  struct stat status = {};
  if (!place.ok() || fstatat(place.folder(), place.name().c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return std::optional<FileStamp>();
    return std::unexpected(Fail(name));
  }
  if (!S_ISREG(status.st_mode)) return std::unexpected(IoError{JoinPath(path_, name), "it is not a regular file"});
  return StampOf(status);
}

std::expected<std::optional<std::string>, IoError> Folder::Read(const std::string& name) const {
  const auto stamp = Stamp(name);  // a device is not even opened
  if (!stamp) return std::unexpected(stamp.error());
  if (!*stamp) return std::optional<std::string>();
  const Place place(descriptor_, name, false);
  const Descriptor file(Retry(
      [&] { return openat(place.folder(), place.name().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK); }));
  std::string bytes;
  if (!file.ok() || !ReadAll(file.get(), bytes)) return std::unexpected(Fail(name));
  return bytes;
}

std::expected<FileStamp, IoError> Folder::Stage(const std::string& name, std::string_view bytes, unsigned mode) const {
  const Place place(descriptor_, name, true);
  if (!place.ok()) return std::unexpected(Fail(name));
  const std::string staged = StagedName(place.name());
  Descriptor file(Retry([&] {
    return openat(place.folder(), staged.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                  static_cast<mode_t>(mode));
  }));
  struct stat status = {};
  if (!file.ok() || !WriteAll(file.get(), bytes) || fstat(file.get(), &status) != 0) return std::unexpected(Fail(name));
  // The umask may have taken its part from the mode.
  if ((status.st_mode & kPermissions) != mode && fchmod(file.get(), static_cast<mode_t>(mode)) != 0) {
    return std::unexpected(Fail(name));
  }
  if (close(file.Release()) != 0) return std::unexpected(Fail(name));
  return StampOf(status);
}

std::expected<void, IoError> Folder::Commit(const std::string& name) const {
  const Place place(descriptor_, name, false);
  if (!place.ok() ||
      renameat(place.folder(), StagedName(place.name()).c_str(), place.folder(), place.name().c_str()) != 0) {
    return std::unexpected(Fail(name));
  }
  return {};
}

std::expected<void, IoError> Folder::SetAside(const std::string& name) const {
  const Place place(descriptor_, name, false);
  if (place.ok() &&
      renameat(place.folder(), place.name().c_str(), place.folder(), StagedName(place.name()).c_str()) == 0) {
    return {};
  }
  if (errno == ENOENT) return {};
  return std::unexpected(Fail(name));
}

bool Folder::IsEmpty() const {
  Descriptor folder(openat(descriptor_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.ok()) return false;
  DIR* entries = fdopendir(folder.get());
  if (entries == nullptr) return false;
  (void)folder.Release();  // closedir closes it
  bool empty = true;
  errno = 0;
  while (const dirent* entry = readdir(entries)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      empty = false;
      break;
    }
  }
  empty = empty && errno == 0;
  (void)closedir(entries);
  return empty;
}

void Folder::RemoveStaged() const {
  RemoveStagedIn(".");
  RemoveStagedIn("tunnels");
}

void Folder::RemoveStagedIn(const std::string& subfolder) const {
  Descriptor folder(openat(descriptor_, subfolder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder.ok()) return;
  DIR* entries = fdopendir(folder.get());
  if (entries == nullptr) return;
  const int descriptor = folder.Release();  // closedir closes it
  while (const dirent* entry = readdir(entries)) {
    if (std::string_view(entry->d_name).starts_with(kPrefix)) (void)unlinkat(descriptor, entry->d_name, 0);
  }
  (void)closedir(entries);
}

}  // namespace ovcc
