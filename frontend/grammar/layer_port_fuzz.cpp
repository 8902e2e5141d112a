// Ports of layers.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/fuzz_scalar.h"
#include "frontend/grammar/layer_port.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = ParseLayerPort(text);
  if (parsed) {
    OVCC_CHECK(parsed->port != 0, "port 0");
  } else {
    CheckScalarError(text, parsed.error());
  }
  FuzzScalar(text, ParsePortNumber);
  return 0;
}
