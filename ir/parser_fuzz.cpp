// Textual IR: what can be read prints to a text that reads back as the same.
#include <cstdint>
#include <string_view>

#include "ir/parser.h"
#include "ir/printer.h"
#include "support/check.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  const auto file = sources.Add("fuzz.ovir", std::string(text));
  if (!file) return 0;
  const auto module = ir::Parse(sources, *file, names, diags);
  if (!module || diags.has_errors()) {
    OVCC_CHECK(diags.has_errors(), "a refusal without a finding");
    return 0;
  }
  const std::string printed = ir::Print(*module);
  const auto again = sources.Add("again.ovir", printed);
  if (!again) return 0;
  const auto second = ir::Parse(sources, *again, names, diags);
  OVCC_CHECK(second && !diags.has_errors(), "printed IR that cannot be read");
  OVCC_CHECK(ir::Print(*second) == printed, "printed IR that reads back as something else");
  return 0;
}
