#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "frontend/parsed_files.h"
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

/// How files are loaded; what comes out is always the same.
struct LoadOptions {
  unsigned jobs = 1;              // at once
  ParsedFiles* parsed = nullptr;  // of earlier runs, and for later ones
};

/// Reads and parses files; the result and the order of the findings are those of `paths`. A failure to read is left to
/// the caller, findings of the YAML reader are reported.
[[nodiscard]] std::vector<LoadedFile> LoadFiles(std::span<const std::string> paths, const LoadOptions& options,
                                                const FileSystem& files, SourceManager& sources, DiagnosticSink& diags);

/// The same, with a sink for each file.
[[nodiscard]] std::vector<LoadedFile> LoadFiles(std::span<const std::string> paths, const LoadOptions& options,
                                                const FileSystem& files, SourceManager& sources,
                                                std::span<DiagnosticSink> sinks);

}  // namespace ovcc
