// Assignments: name, `=` and value are the text.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/env_assignment.h"
#include "frontend/grammar/fuzz_scalar.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = ParseEnvAssignment(text);
  if (!parsed) {
    CheckScalarError(text, parsed.error());
    return 0;
  }
  OVCC_CHECK(parsed->name.size() + parsed->value.size() + (parsed->bare ? 0 : 1) == text.size(),
             "parts that are not the whole");
  return 0;
}
