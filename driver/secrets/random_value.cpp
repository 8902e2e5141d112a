// Makes up a value from the random numbers of the kernel.
#include "driver/secrets/random_value.h"

#include <sys/random.h>

#include <array>
#include <cstring>
#include <string_view>

#include "support/descriptor.h"

namespace ovcc {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr unsigned kDigitBits = 6;
constexpr unsigned kByteBits = 8;

std::string EncodeBase64(std::string_view bytes) {
  std::string text;
  unsigned pending = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    pending = (pending << kByteBits) | static_cast<unsigned char>(c);
    for (bits += kByteBits; bits >= kDigitBits; bits -= kDigitBits) {
      text += kDigits[(pending >> (bits - kDigitBits)) % kDigits.size()];
    }
  }
  if (bits > 0) text += kDigits[(pending << (kDigitBits - bits)) % kDigits.size()];
  return text;
}

}  // namespace

std::expected<std::string, IoError> RandomValue() {
  std::array<char, 32> bytes{};  // up to 256 bytes come at once or not at all
  if (Retry([&] { return getrandom(bytes.data(), bytes.size(), 0); }) < 0) {
    return std::unexpected(IoError{"the kernel's random numbers", std::strerror(errno)});
  }
  return EncodeBase64({bytes.data(), bytes.size()});
}

}  // namespace ovcc
