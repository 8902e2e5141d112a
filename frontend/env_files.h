#pragma once

#include <map>
#include <optional>
#include <string>

#include "ir/env_binding.h"
#include "support/diagnostics.h"
#include "support/file_system.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// Reads environment files (§1.8), each path once: many deployments may share one.
class EnvFileReader {
 public:
  EnvFileReader(const FileSystem& files, SourceManager& sources, Interner& names, DiagnosticSink& diags)
      : files_(files), sources_(sources), names_(names), diags_(diags) {}

  /// The file at the absolute `path`, its entries of `origin`. A file that does not exist is `env-file-missing` at
  /// `named_at`, or nothing at all if it is not `required`. Entries that no unit can carry are reported and left out.
  [[nodiscard]] std::optional<ir::EnvFile> Read(const std::string& path, Span named_at, ir::Origin origin,
                                                bool required);

 private:
  /// What a path holds, or why it could not be read.
  struct Contents {
    std::optional<ir::EnvFile> file;
    std::string reason;
    bool not_found = false;
  };

  Contents Load(const std::string& path);

  const FileSystem& files_;
  SourceManager& sources_;
  Interner& names_;
  DiagnosticSink& diags_;
  std::map<std::string, Contents> contents_;
};

}  // namespace ovcc
