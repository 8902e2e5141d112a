// YAML files: every node lies in the text, and every finding too.
#include <cstdint>
#include <string_view>

#include "frontend/yaml/document.h"
#include "support/check.h"
#include "support/source_manager.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  SourceManager sources;
  const auto file = sources.Add("fuzz.yml", std::string(text));
  if (!file) return 0;
  DiagnosticSink diags;
  const yaml::ParsedFile parsed = yaml::ParseYaml(sources, *file, {}, diags);
  OVCC_CHECK(parsed.failed == diags.has_errors() || !parsed.failed, "a failure that nothing explains");
  const Span whole = sources.WholeFile(*file);
  for (const Diagnostic& found : diags.all()) {
    OVCC_CHECK(found.span.empty() || whole.Contains(found.span), "a finding outside of the file");
    OVCC_CHECK(!found.message.empty(), "a finding that says nothing");
  }
  for (const yaml::Document& document : parsed.documents) {
    const yaml::Node& root = document.node(document.root());
    OVCC_CHECK(root.span.empty() || whole.Contains(root.span), "a document outside of the file");
    for (const yaml::MapEntry& entry : document.entries(root)) {
      const yaml::Node& value = document.node(entry.value);
      OVCC_CHECK(value.span.empty() || whole.Contains(value.span), "a value outside of the file");
      if (value.kind == yaml::Kind::Scalar && !value.text.empty()) {
        const Span place = yaml::Within(sources, value, value.text.size() - 1);
        OVCC_CHECK(place.empty() || whole.Contains(place), "a place outside of the file");
      }
    }
  }
  return 0;
}
