// Entries are files named by their keys: a mark, a checksum over the key and that of the bytes, the bytes.
#include "driver/cache/cache_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <tuple>
#include <vector>

#include "support/file_system.h"

namespace ovcc {
namespace {

constexpr std::string_view kMark = "ovcc cache entry 2\n";
constexpr std::size_t kChecksumBytes = 32;
constexpr mode_t kOthersMayWrite = S_IWGRP | S_IWOTH;
constexpr std::string_view kTemporary = ".new-";

std::string NameOf(const Digest& key) {
  std::string name;
  for (const std::uint8_t byte : key.bytes) fmt::format_to(std::back_inserter(name), "{:02x}", byte);
  return name;
}

std::string Checksum(std::string_view name, std::string_view bytes) {
  const auto of_bytes = FastHash(bytes);
  std::string checked(name);
  checked.append(of_bytes.begin(), of_bytes.end());
  const auto hex = FastHash(checked);
  return {hex.begin(), hex.end()};
}

bool IsPrivate(const struct stat& status) {
  return status.st_uid == geteuid() && (status.st_mode & kOthersMayWrite) == 0;
}

void MakeFolder(const std::string& path, int levels_above) {
  if (mkdir(path.c_str(), S_IRWXU) == 0 || errno != ENOENT || levels_above == 0) return;
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos || slash == 0) return;
  MakeFolder(path.substr(0, slash), levels_above - 1);
  (void)mkdir(path.c_str(), S_IRWXU);
}

struct Entry {
  std::string name;
  std::int64_t stored;
  std::uint64_t size;
};

// Temporary files of killed runs count as entries too.
std::vector<Entry> EntriesOf(int folder) {
  std::vector<Entry> entries;
  Descriptor copy(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!copy.ok()) return entries;
  DIR* listing = fdopendir(copy.get());
  if (listing == nullptr) return entries;
  (void)copy.Release();  // closedir closes it
  while (const dirent* entry = readdir(listing)) {
    struct stat status = {};
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode)) continue;
    constexpr std::int64_t kSecond = 1'000'000'000;
    entries.push_back({entry->d_name, status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec,
                       static_cast<std::uint64_t>(status.st_size)});
  }
  (void)closedir(listing);
  return entries;
}

}  // namespace

std::optional<std::string> UserCacheFolder(const Environment& environment) {
  const std::string cache = environment.Get("XDG_CACHE_HOME").value_or("");
  if (cache.starts_with('/')) return JoinPath(cache, "ovcc");
  const std::string home = environment.Get("HOME").value_or("");
  if (!home.starts_with('/')) return std::nullopt;
  return JoinPath(home, ".cache/ovcc");
}

std::optional<CacheFolder> CacheFolder::Open(const std::string& path) {
  MakeFolder(path, 2);
  Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat status = {};
  if (!folder.ok() || fstat(folder.get(), &status) != 0 || !IsPrivate(status)) return std::nullopt;
  return CacheFolder(std::move(folder));
}

std::optional<std::string> CacheFolder::Load(const Digest& key) const {
  const std::string name = NameOf(key);
  const Descriptor file(openat(folder_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  struct stat status = {};
  std::string text;
  if (!file.ok() || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || !IsPrivate(status) ||
      !ReadAll(file.get(), text) || !text.starts_with(kMark) || text.size() < kMark.size() + kChecksumBytes) {
    return std::nullopt;
  }
  const std::string checksum = text.substr(kMark.size(), kChecksumBytes);
  text.erase(0, kMark.size() + kChecksumBytes);
  if (checksum != Checksum(name, text)) return std::nullopt;
  return text;
}

void CacheFolder::Store(const Digest& key, std::string_view bytes, std::uint64_t most) const {
  const std::string name = NameOf(key);
  std::string text(kMark);
  text += Checksum(name, bytes);
  text += bytes;
  // Runs at the same time have names of their own.
  const std::string temporary = fmt::format("{}{}-{}", kTemporary, getpid(), name);
  (void)unlinkat(folder_.get(), temporary.c_str(), 0);
  Descriptor file(openat(folder_.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                         S_IRUSR | S_IWUSR));
  const bool kept = file.ok() && WriteAll(file.get(), text) && close(file.Release()) == 0 &&
                    renameat(folder_.get(), temporary.c_str(), folder_.get(), name.c_str()) == 0;
  if (!kept) (void)unlinkat(folder_.get(), temporary.c_str(), 0);
  Trim(most);
}

void CacheFolder::Trim(std::uint64_t most) const {
  std::vector<Entry> entries = EntriesOf(folder_.get());
  std::ranges::sort(entries, std::greater(), [](const Entry& entry) { return std::tie(entry.stored, entry.name); });
  std::uint64_t total = 0;
  for (const Entry& entry : entries) {
    total += entry.size;
    if (total > most) (void)unlinkat(folder_.get(), entry.name.c_str(), 0);
  }
}

}  // namespace ovcc
