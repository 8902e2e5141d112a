#pragma once

#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace ovcc {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : value_(other.Release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      Close();
      value_ = other.Release();
    }
    return *this;
  }
  ~Descriptor() { Close(); }

  /// The number; -1 if there is none.
  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] bool ok() const { return value_ >= 0; }
  /// Gives the number away: the caller closes it.
  int Release() { return std::exchange(value_, -1); }

 private:
  void Close() const {
    if (value_ >= 0) (void)close(value_);
  }

  int value_ = -1;
};

/// A system call, repeated while a signal interrupts it.
template <class Call>
auto Retry(Call call) {
  auto result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

/// All of `bytes`, however often the system takes a part only; false with `errno` set.
[[nodiscard]] bool WriteAll(int descriptor, std::string_view bytes);

/// Largest input that is read, in bytes: what a device or a pipe without end gives must not fill the memory.
inline constexpr std::size_t kLargestInput = std::size_t{64} << 20U;

/// From where the descriptor stands to the end, whatever its size says: pipes and files of the kernel have none. False
/// with `errno` set; to EFBIG for more than `kLargestInput`.
[[nodiscard]] bool ReadAll(int descriptor, std::string& bytes);

}  // namespace ovcc
