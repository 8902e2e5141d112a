// Units: every text has a reading, and what ovcc could have written is written again and says the same.
#include <cstdint>
#include <string_view>

#include "backend/unit/parse.h"
#include "backend/unit/read_back.h"
#include "backend/unit/write.h"
#include "support/check.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const backend::ParsedUnit parsed = backend::ParseUnit(text);
  for (const backend::UnitError& error : parsed.errors)
    OVCC_CHECK(!error.message.empty(), "an error that says nothing");
  backend::ValueMemo memo;
  const auto unit = backend::ToUnitFile(parsed, "fuzz.container", memo);
  if (!unit) return 0;
  DiagnosticSink diags;
  const std::string written = backend::WriteUnit(*unit, {}, diags, memo);
  if (!diags.all().empty()) return 0;
  OVCC_CHECK(!backend::FindDifference(*unit, written, memo), "a unit that does not read back");
  return 0;
}
