// Sizes and numbers of CPUs.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/fuzz_scalar.h"
#include "frontend/grammar/size.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  FuzzScalar(text, CheckMemorySize);
  FuzzScalar(text, CheckShmSize);
  FuzzScalar(text, CheckCpus);
  return 0;
}
