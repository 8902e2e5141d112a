// Port mappings and overrides: what is accepted reads back from its own spelling.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/fuzz_scalar.h"
#include "frontend/grammar/port_mapping.h"
#include "ir/port.h"
#include "support/interner.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  FuzzScalar(text, ParsePortOverride);
  const auto parsed = ParsePortMapping(text);
  if (!parsed) {
    CheckScalarError(text, parsed.error());
    return 0;
  }
  if (parsed->automatic) return 0;
  Interner names;
  const std::string spelt = ir::PortText({.address = names.Intern(parsed->address),
                                          .host = parsed->host,
                                          .container = parsed->container,
                                          .protocol = parsed->protocol,
                                          .automatic = false,
                                          .span = {}});
  const auto again = ParsePortMapping(spelt);
  OVCC_CHECK(again && again->host == parsed->host && again->container == parsed->container &&
                 again->address == parsed->address && again->protocol == parsed->protocol,
             "a mapping that does not read back");
  return 0;
}
