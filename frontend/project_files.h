#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "frontend/loaded_file.h"
#include "frontend/read/overthink.h"
#include "frontend/sources.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// What all project files say together.
struct ProjectContents {
  ProjectFile merged;                    // in reading order; later defaults and baselines win field by field (§1.6)
  std::unordered_set<std::string> read;  // cleaned paths of the files that were read; never iterated
};

/// Reads overthink.yml with everything it includes, in order and each file once, then the files of images. Reports
/// `include-depth`, `include-cycle`, `file-unreadable` and what the readers find. Files that one file includes are
/// loaded together. Source: §1.5, §1.6.
[[nodiscard]] ProjectContents ReadProjectFiles(const ProjectRoots& roots, const LoadOptions& options,
                                               const FileSystem& files, SourceManager& sources, Interner& names,
                                               DiagnosticSink& diags);

}  // namespace ovcc
