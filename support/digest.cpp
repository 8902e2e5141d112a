// Both hashes come from libraries: libb2 and xxHash.
#include "support/digest.h"

#include <blake2.h>

#define XXH_INLINE_ALL  // NOLINT(cppcoreguidelines-macro-usage): how the library is told to be a header
#include <xxhash.h>

namespace ovcc {

Digest DigestOf(std::string_view text) {
  Digest digest;
  (void)blake2b(digest.bytes.data(), text.data(), nullptr, digest.bytes.size(), text.size(), 0);
  return digest;
}

QuickDigest QuickDigestOf(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return {hash.low64, hash.high64};
}

std::uint64_t QuickHash(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

std::array<char, 32> FastHash(std::string_view text) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(text.data(), text.size()));
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<char, 32> hex{};
  for (std::size_t i = 0; i < sizeof(canonical.digest); ++i) {
    hex[2 * i] = kDigits[canonical.digest[i] >> 4U];
    hex[2 * i + 1] = kDigits[canonical.digest[i] & 0xFU];
  }
  return hex;
}

}  // namespace ovcc
