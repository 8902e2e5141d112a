#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "frontend/yaml/document.h"
#include "support/digest.h"

namespace ovcc {

/// A file that was parsed without a finding, for later runs.
struct KeptFile {
  Digest key;           // of its bytes
  std::size_t size;     // in bytes
  std::string printed;  // `yaml::PrintParsedFile`; empty for one that was found
};

/// Parsed files of earlier runs, known by their bytes, and those of this one for later runs. Whatever they hold, the
/// result of a run is the same as without them.
class ParsedFiles {
 public:
  ParsedFiles() = default;
  ParsedFiles(const ParsedFiles&) = delete;
  ParsedFiles& operator=(const ParsedFiles&) = delete;
  ParsedFiles(ParsedFiles&&) = delete;
  ParsedFiles& operator=(ParsedFiles&&) = delete;
  virtual ~ParsedFiles() = default;

  /// The digest of `bytes`, which the file system of the run has given for `path`. Safe to call from several threads.
  [[nodiscard]] virtual Digest KeyOf(const std::string& path, std::string_view bytes) const = 0;

  /// What was printed of the file with this key; empty: it is not known. Safe to call from several threads.
  [[nodiscard]] virtual std::string_view Find(const Digest& key) const = 0;

  /// Takes a file of this run.
  virtual void Keep(KeptFile file) = 0;
};

/// Parses the file `index` of the sources, which was read from `path`, or finds it in `earlier` (null: nothing is
/// known). `kept` receives what is to be kept of it. Safe to call for several files at once.
[[nodiscard]] yaml::ParsedFile ParseOrFind(const std::string& path, const SourceManager& sources, std::size_t index,
                                           const ParsedFiles* earlier, DiagnosticSink& diags,
                                           std::optional<KeptFile>& kept);

}  // namespace ovcc
