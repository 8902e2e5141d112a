// A file is parsed once for all runs, as long as it gives no finding: those are made by parsing alone.
#include "frontend/parsed_files.h"

#include <utility>

#include "frontend/yaml/parsed_file_bytes.h"

namespace ovcc {

yaml::ParsedFile ParseOrFind(const std::string& path, const SourceManager& sources, std::size_t index,
                             const ParsedFiles* earlier, DiagnosticSink& diags, std::optional<KeptFile>& kept) {
  if (earlier == nullptr) return yaml::ParseYaml(sources, index, {}, diags);
  const std::string_view bytes = sources.file(index).bytes;
  const Digest key = earlier->KeyOf(path, bytes);
  if (const std::string_view printed = earlier->Find(key); !printed.empty()) {
    if (auto found = yaml::ReadParsedFile(printed, sources, index)) {
      kept = KeptFile{.key = key, .size = bytes.size(), .printed = {}};
      return *std::move(found);
    }
  }
  const std::size_t findings = diags.all().size();
  yaml::ParsedFile parsed = yaml::ParseYaml(sources, index, {}, diags);
  if (diags.all().size() != findings) return parsed;
  if (auto printed = yaml::PrintParsedFile(parsed, sources, index)) {
    kept = KeptFile{.key = key, .size = bytes.size(), .printed = *std::move(printed)};
  }
  return parsed;
}

}  // namespace ovcc
