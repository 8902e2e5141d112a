// Texts in chunks that never move, found through a hash table with open addressing. Hashes and addresses decide only
// where a symbol is stored, never any order.
#include "support/interner.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>

#include "support/check.h"
#include "support/digest.h"

namespace ovcc {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::size_t kChunkBytes = std::size_t{64} << 10U;
constexpr std::size_t kBigBytes = kChunkBytes / 8;  // larger texts would waste the rest of a chunk

}  // namespace

Interner::Interner() : slots_(kFirstSlots) {}

Symbol Interner::Intern(std::string_view text) {
  if (text.empty()) return {};
  if (count_ * 4 >= slots_.size() * 3) Grow();
  const std::uint64_t hash = QuickHash(text);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.entry == nullptr) {
      slot = {hash, Store(text, hash)};
      ++count_;
    }
    if (slot.hash == hash && Symbol(slot.entry).text() == text) return Symbol(slot.entry);
  }
}

const Symbol::Entry* Interner::Store(std::string_view text, std::uint64_t hash) {
  OVCC_CHECK(text.size() <= std::numeric_limits<std::uint32_t>::max(), "text too long for the interner");
  constexpr std::size_t kAlignment = alignof(Symbol::Entry);
  const std::size_t kept = std::max(text.size(), Symbol::kStart);
  const std::size_t bytes = (sizeof(Symbol::Entry) + kept + kAlignment - 1) / kAlignment * kAlignment;
  std::byte* place = nullptr;
  if (bytes > kBigBytes) {
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes));
    place = chunks_.back().get();
  } else {
    if (next_ == nullptr || bytes > static_cast<std::size_t>(chunk_end_ - next_)) {
      chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(kChunkBytes));
      next_ = chunks_.back().get();
      chunk_end_ = next_ + kChunkBytes;
    }
    place = next_;
    next_ += bytes;
  }
  auto* entry = new (place) Symbol::Entry{hash, static_cast<std::uint32_t>(text.size())};
  std::memset(place + sizeof(Symbol::Entry), 0, Symbol::kStart);
  std::memcpy(place + sizeof(Symbol::Entry), text.data(), text.size());
  return entry;
}

void Interner::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.entry == nullptr) continue;
    std::size_t i = slot.hash & mask;
    while (slots_[i].entry != nullptr) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

}  // namespace ovcc
