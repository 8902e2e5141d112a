// Repeated keys of a mapping in time linear in its size. Hashes decide only where a key is looked for, never any order.
#include "frontend/yaml/key_index.h"

#include <bit>
#include <functional>

namespace ovcc::yaml {

void KeyIndex::Reset(std::size_t count) {
  constexpr std::size_t kFew = 8;
  keys_.clear();
  slots_.clear();
  if (count > kFew) slots_.resize(std::bit_ceil(count * 2), 0);
}

std::optional<std::size_t> KeyIndex::Add(std::string_view key) {
  if (slots_.empty()) {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (keys_[i] == key) return i;
    }
    keys_.push_back(key);
    return std::nullopt;
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = std::hash<std::string_view>()(key) & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    if (keys_[slots_[at] - 1] == key) return slots_[at] - 1;
  }
  keys_.push_back(key);
  slots_[at] = static_cast<std::uint32_t>(keys_.size());
  return std::nullopt;
}

}  // namespace ovcc::yaml
