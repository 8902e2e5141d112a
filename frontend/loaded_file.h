#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "frontend/yaml/document.h"
#include "support/file_system.h"

namespace ovcc {

/// A YAML file that was asked for.
struct LoadedFile {
  std::string path;
  std::optional<IoError> failure;  // why it could not be read; not reported yet
  std::size_t index = 0;           // in the source manager, unless there is a failure
  yaml::ParsedFile yaml;
};

/// Reads and parses files, up to `jobs` at once; the result and the order of the findings are those of `paths`. A
/// failure to read is left to the caller, findings of the YAML reader are reported.
[[nodiscard]] std::vector<LoadedFile> LoadFiles(std::span<const std::string> paths, unsigned jobs,
                                                const FileSystem& files, SourceManager& sources, DiagnosticSink& diags);

/// The same, with a sink for each file.
[[nodiscard]] std::vector<LoadedFile> LoadFiles(std::span<const std::string> paths, unsigned jobs,
                                                const FileSystem& files, SourceManager& sources,
                                                std::span<DiagnosticSink> sinks);

}  // namespace ovcc
