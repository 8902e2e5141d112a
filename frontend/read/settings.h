#pragma once

#include <vector>

#include "ir/text.h"
#include "support/diagnostics.h"
#include "support/file_system.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// What a `.ovcc.yml` says, as written.
struct ProjectSettings {
  std::vector<ir::KeyValue> rules;  // code and level
  ir::Text baseline;                // path, from the folder of the file
};

/// Reads the `.ovcc.yml` of the folder `project`; without such a file nothing is set. What is wrong with it is in
/// `diags`: `.ovcc.yml` is checked like any other file.
[[nodiscard]] ProjectSettings ReadProjectSettings(const std::string& project, const FileSystem& files,
                                                  SourceManager& sources, Interner& names, DiagnosticSink& diags);

}  // namespace ovcc
