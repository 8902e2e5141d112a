#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "driver/environment.h"
#include "support/descriptor.h"
#include "support/digest.h"

namespace ovcc {

/// Where the caches of a user lie: `$XDG_CACHE_HOME/ovcc`, else `~/.cache/ovcc`; nothing without a home. Source: XDG
/// Base Directory Specification.
[[nodiscard]] std::optional<std::string> UserCacheFolder(const Environment& environment);

/// A folder of entries that can be made again at any time, so that nothing here is an error: what cannot be read is not
/// there, what cannot be written is not kept. The folder belongs to the user alone (0700, entries 0600); one that
/// others may write to is not used. Entries are whole: a damaged one is not there.
class CacheFolder {
 public:
  /// Makes the folder, and up to two folders above it. Nothing if it cannot be had, or not for the user alone.
  [[nodiscard]] static std::optional<CacheFolder> Open(const std::string& path);

  /// The bytes that were stored under `key`; nothing if there are none, or others.
  [[nodiscard]] std::optional<std::string> Load(const Digest& key) const;

  /// Keeps `bytes` under `key`, in one step. Afterwards the folder holds no more than `most` bytes: the entries that
  /// were stored longest ago go.
  void Store(const Digest& key, std::string_view bytes, std::uint64_t most = kMostBytes) const;

  static constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20U;

 private:
  explicit CacheFolder(Descriptor folder) : folder_(std::move(folder)) {}

  void Trim(std::uint64_t most) const;

  Descriptor folder_;
};

}  // namespace ovcc
