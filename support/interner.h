#pragma once

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace ovcc {

/// Handle of a text that an `Interner` keeps for the whole run: cheap to copy, equal texts have equal handles.
/// The default value is the empty text. Ordering compares the texts byte by byte, never the handles, so that
/// sorted output does not depend on the order in which files were read.
class Symbol {
 public:
  Symbol() = default;

  [[nodiscard]] std::string_view text() const {
    return entry_ == nullptr ? std::string_view() : std::string_view(entry_->data(), entry_->size);
  }
  [[nodiscard]] bool empty() const { return entry_ == nullptr; }
  [[nodiscard]] std::size_t Hash() const { return std::hash<const void*>()(entry_); }
  /// `QuickHash` of the text: the same in every run.
  [[nodiscard]] std::uint64_t TextHash() const { return entry_ == nullptr ? 0 : entry_->hash; }

  friend bool operator==(Symbol a, Symbol b) { return a.entry_ == b.entry_; }
  friend std::strong_ordering operator<=>(Symbol a, Symbol b) {
    if (a.entry_ == b.entry_) return std::strong_ordering::equal;
    if (const auto order = a.Start() <=> b.Start(); order != 0) return order;
    return a.text() <=> b.text();
  }

 private:
  friend class Interner;

  /// Followed in memory by `size` bytes, and zeros up to `kStart` bytes.
  struct Entry {
    std::uint64_t hash;  // of the text
    std::uint32_t size;
    [[nodiscard]] const char* data() const { return reinterpret_cast<const char*>(this + 1); }
  };
  static constexpr std::size_t kStart = sizeof(std::uint64_t);

  explicit Symbol(const Entry* entry) : entry_(entry) {}

  /// The first bytes as a number that compares as they do.
  [[nodiscard]] std::uint64_t Start() const {
    std::uint64_t bytes = 0;
    if (entry_ != nullptr) std::memcpy(&bytes, entry_->data(), kStart);
    return std::endian::native == std::endian::little ? __builtin_bswap64(bytes) : bytes;
  }

  const Entry* entry_ = nullptr;
};

/// Owns the texts of all symbols of one compilation. Not thread safe: stages that run in parallel either have
/// interned before or return plain text.
class Interner {
 public:
  Interner();
  Interner(const Interner&) = delete;
  Interner& operator=(const Interner&) = delete;
  Interner(Interner&&) = default;
  Interner& operator=(Interner&&) = default;
  ~Interner() = default;

  /// The symbol of `text`; the bytes are copied on first sight. Empty text gives the default symbol.
  [[nodiscard]] Symbol Intern(std::string_view text);

  /// Number of different non-empty texts.
  [[nodiscard]] std::size_t size() const { return count_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    const Symbol::Entry* entry = nullptr;
  };

  const Symbol::Entry* Store(std::string_view text, std::uint64_t hash);
  void Grow();

  std::vector<Slot> slots_;  // open addressing, a power of two
  std::size_t count_ = 0;
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::byte* chunk_end_ = nullptr;
};

}  // namespace ovcc

template <>
struct std::hash<ovcc::Symbol> {
  std::size_t operator()(ovcc::Symbol symbol) const noexcept { return symbol.Hash(); }
};
