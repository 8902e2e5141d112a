// Parsed files as bytes: what was printed reads back the same, and damaged bytes give nothing, or something that lies
// in the file. The input is a file up to a NUL, then changes of its bytes: two for where, one for what.
#include <cstdint>
#include <string>
#include <string_view>

#include "frontend/yaml/parsed_file_bytes.h"
#include "frontend/yaml/same_documents.h"
#include "support/check.h"
#include "support/fuzz_input.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

namespace {

void CheckDocument(const yaml::Document& document, Span whole) {
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const yaml::Node& node = document.node({i});
    OVCC_CHECK(whole.Contains(node.span), "a node outside of the file");
    // Every byte, so that the sanitizers see a view that lies elsewhere.
    OVCC_CHECK(std::string(node.text).size() == node.text.size(), "a text");
    for (const yaml::NodeId item : document.items(node)) OVCC_CHECK(item.index < document.size(), "no such item");
    for (const yaml::MapEntry& entry : document.entries(node)) {
      OVCC_CHECK(entry.value.index < document.size(), "no such value");
      OVCC_CHECK(document.node(entry.key).kind == yaml::Kind::Scalar, "a key that is none");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  SourceManager sources;
  DiagnosticSink diags;
  const auto file = sources.Add("fuzz.yml", input.Text(size));
  if (!file) return 0;
  const yaml::ParsedFile parsed = yaml::ParseYaml(sources, *file, {}, diags);
  std::string bytes = yaml::PrintParsedFile(parsed, sources, *file).value_or("");
  if (!bytes.empty()) {
    const auto read = yaml::ReadParsedFile(bytes, sources, *file);
    OVCC_CHECK(read && yaml::AreSame(parsed, *read), "a file that does not read back");
  }
  while (!input.empty() && !bytes.empty()) {
    const std::size_t at = input.Below(1U << 16U) % (bytes.size() + 1);
    bytes.resize(std::max(bytes.size(), at + 1));
    bytes[at] = static_cast<char>(input.Byte());
  }
  const auto damaged = yaml::ReadParsedFile(bytes, sources, *file);
  if (!damaged) return 0;
  for (const yaml::Document& document : damaged->documents) CheckDocument(document, sources.WholeFile(*file));
  // Aliases neither nest without end nor grow beyond measure.
  (void)yaml::AreSame(*damaged, *damaged);
  return 0;
}
