#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ovcc {

/// The bytes of a fuzzer as a stream of decisions. At its end every answer is 0 or empty, so that each input stands for
/// one finite thing.
class FuzzInput {
 public:
  FuzzInput(const std::uint8_t* data, std::size_t size) : bytes_(data, size) {}

  [[nodiscard]] bool empty() const { return bytes_.empty(); }

  std::uint8_t Byte() {
    if (bytes_.empty()) return 0;
    const std::uint8_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }

  /// A number below `n`, which is not 0.
  std::size_t Below(std::size_t n) {
    std::size_t value = Byte();
    if (n > 256) value = value << 8U | Byte();
    return value % n;
  }

  bool Chance(std::size_t one_in) { return Below(one_in) == 1; }

  /// The bytes up to a NUL, at most `most`.
  std::string Text(std::size_t most) {
    std::string text;
    while (!bytes_.empty() && text.size() < most) {
      const std::uint8_t byte = Byte();
      if (byte == 0) break;
      text += static_cast<char>(byte);
    }
    return text;
  }

  /// All that is left.
  std::string_view Rest() {
    const auto* const first = reinterpret_cast<const char*>(bytes_.data());
    const std::string_view rest(first, bytes_.size());
    bytes_ = {};
    return rest;
  }

  template <class T, std::size_t N>
  const T& OneOf(const T (&choices)[N]) {
    return choices[Below(N)];
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

}  // namespace ovcc
