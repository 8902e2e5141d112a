// Dotenv files: every text is one, and its entries stand in it in order.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/dotenv.h"
#include "frontend/grammar/fuzz_scalar.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t before = 0;
  for (const DotenvEntry& entry : ParseDotenv(text)) {
    CheckPart(text, entry.name);
    CheckPart(text, entry.value);
    OVCC_CHECK(entry.name_offset >= before && entry.name_offset <= text.size(), "entries out of order");
    OVCC_CHECK(entry.bare || entry.value_offset >= entry.name_offset, "a value before its name");
    before = entry.name_offset;
  }
  return 0;
}
