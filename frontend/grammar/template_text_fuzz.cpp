// Templates of provides, and of `env_from`.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/fuzz_scalar.h"
#include "frontend/grammar/template_text.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = ParseTemplate(text);
  const std::vector<ScalarError> errors = CheckTemplate(text);
  OVCC_CHECK(parsed.has_value() == errors.empty(), "two opinions on one template");
  for (const ScalarError& error : errors) CheckScalarError(text, error);
  const auto parts = ParseParameterTemplate(text);
  if (!parts) {
    CheckScalarError(text, parts.error());
    return 0;
  }
  for (const ParameterPart& part : *parts) CheckPart(text, part.text);
  return 0;
}
