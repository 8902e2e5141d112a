// JSON files.
#include <cstdint>
#include <string_view>

#include "frontend/json/read_json.h"
#include "support/check.h"
#include "support/source_manager.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  SourceManager sources;
  const auto file = sources.Add("fuzz.json", std::string(text));
  if (!file) return 0;
  yaml::DocumentWriter writer;
  const auto root = json::ReadFile(sources, *file, {}, writer);
  if (!root) {
    OVCC_CHECK(!root.error().reason.empty(), "a refusal without a reason");
    OVCC_CHECK(sources.WholeFile(*file).Contains(root.error().span), "an error outside of the file");
    return 0;
  }
  const yaml::Node node = writer.node(*root);
  static_cast<void>(json::ReadString(sources, node, {}, writer));
  return 0;
}
