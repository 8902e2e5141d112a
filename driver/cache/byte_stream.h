#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "support/digest.h"

namespace ovcc {

/// Appends numbers and texts as bytes, for this machine alone.
class ByteWriter {
 public:
  template <class Number>
    requires std::is_integral_v<Number> || std::is_enum_v<Number>
  void Add(Number number) {
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof(number));
  }
  void Add(std::string_view text) {
    Add(static_cast<std::uint64_t>(text.size()));
    bytes_ += text;
  }
  void Add(const Digest& digest) {
    bytes_.append(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size());
  }

  void Reserve(std::size_t bytes) { bytes_.reserve(bytes); }

  [[nodiscard]] std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what a `ByteWriter` wrote. Total: from the first thing that is not there on, everything is 0 or empty, and
/// `failed` says so. Texts are views of the bytes.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <class Number>
  Number Get() {
    Number number{};
    if (rest_.size() < sizeof(number)) return Fail(number);
    std::memcpy(&number, rest_.data(), sizeof(number));
    rest_.remove_prefix(sizeof(number));
    return number;
  }
  std::string_view GetText() {
    const auto size = Get<std::uint64_t>();
    if (size > rest_.size()) return Fail(std::string_view());
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }
  Digest GetDigest() {
    Digest digest;
    if (rest_.size() < digest.bytes.size()) return Fail(digest);
    std::memcpy(digest.bytes.data(), rest_.data(), digest.bytes.size());
    rest_.remove_prefix(digest.bytes.size());
    return digest;
  }
  /// How many elements follow, each of which takes at least `least` bytes: a damaged number costs no memory.
  std::size_t GetCount(std::size_t least) {
    const auto count = Get<std::uint64_t>();
    return count > rest_.size() / least ? Fail(std::size_t{0}) : count;
  }

  [[nodiscard]] bool failed() const { return failed_; }
  /// Whether everything was read, and nothing is left.
  [[nodiscard]] bool done() const { return !failed_ && rest_.empty(); }

 private:
  template <class Value>
  Value Fail(Value value) {
    failed_ = true;
    rest_ = {};
    return value;
  }

  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace ovcc
