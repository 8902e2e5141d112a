// Volume flags.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/fuzz_scalar.h"
#include "frontend/grammar/volume_flag.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  FuzzScalar(text, ParseVolumeType);
  FuzzScalar(text, ParseBindFlag);
  FuzzScalar(text, ParseEncryptFlag);
  const auto parsed = ParseVolumeFlag(text);
  if (!parsed) {
    CheckScalarError(text, parsed.error());
    return 0;
  }
  CheckPart(text, parsed->name);
  CheckPart(text, parsed->host);
  return 0;
}
