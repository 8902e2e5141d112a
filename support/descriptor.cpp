// Whole reads and writes over calls that may do a part of the work.
#include "support/descriptor.h"

#include <sys/stat.h>

#include <algorithm>

namespace ovcc {

bool WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = Retry([&] { return write(descriptor, bytes.data(), bytes.size()); });
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool ReadAll(int descriptor, std::string& bytes) {
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return false;
  const auto size = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0));
  // One byte more than the size lets the read that fills the buffer see the end of the file as well.
  constexpr std::size_t kLeast = 4096;
  bytes.resize(std::max(std::min(size, kLargestInput) + 1, kLeast));
  std::size_t used = 0;
  while (size <= kLargestInput && used <= kLargestInput) {
    const ssize_t got = Retry([&] { return read(descriptor, bytes.data() + used, bytes.size() - used); });
    if (got < 0) return false;
    if (got == 0) {
      bytes.resize(used);
      bytes.shrink_to_fit();  // most files are far smaller than the buffer
      return true;
    }
    used += static_cast<std::size_t>(got);
    if (used == bytes.size()) bytes.resize(std::min(bytes.size() * 2, kLargestInput + 1));
  }
  errno = EFBIG;
  return false;
}

}  // namespace ovcc
