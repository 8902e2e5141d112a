#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ovcc::yaml {

/// The keys of one mapping, for finding one that stands twice. Few keys are compared one by one, many through a hash
/// table. Reused from mapping to mapping, so that small mappings cost no allocation.
class KeyIndex {
 public:
  /// Forgets all keys and prepares for at most `count` new ones.
  void Reset(std::size_t count);

  /// Adds the next key. If an equal one is there, nothing is added and its number is returned, counted from 0 in order
  /// of addition. The bytes of the keys must outlive the mapping.
  [[nodiscard]] std::optional<std::size_t> Add(std::string_view key);

 private:
  std::vector<std::string_view> keys_;
  std::vector<std::uint32_t> slots_;  // open addressing, a power of two, number of the key + 1; empty for few keys
};

}  // namespace ovcc::yaml
