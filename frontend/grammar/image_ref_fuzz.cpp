// Image references, tags and registries.
#include <cstdint>
#include <string_view>

#include "frontend/grammar/fuzz_scalar.h"
#include "frontend/grammar/image_ref.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = ParseImageRef(text);
  if (parsed) {
    for (const std::string_view part : {parsed->repository, parsed->name, parsed->tag, parsed->digest}) {
      CheckPart(text, part);
    }
    OVCC_CHECK(parsed->tag.empty() || CheckImageTag(parsed->tag), "a tag that is none by itself");
  } else {
    CheckScalarError(text, parsed.error());
  }
  FuzzScalar(text, CheckImageTag);
  FuzzScalar(text, CheckRegistry);
  return 0;
}
