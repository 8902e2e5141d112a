// Mounts of `security`.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/fuzz_scalar.h"
#include "frontend/grammar/mount.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = ParseMount(text);
  if (!parsed) {
    CheckScalarError(text, parsed.error());
    return 0;
  }
  OVCC_CHECK(parsed->target.starts_with('/'), "a target that is not absolute");
  OVCC_CHECK(parsed->tmpfs == parsed->source.empty(), "a mount without a source");
  return 0;
}
