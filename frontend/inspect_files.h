#pragma once

#include <string>
#include <vector>

#include "frontend/read/inspect.h"
#include "support/file_system.h"

namespace ovcc {

/// Reads what `--inspect` names: files, and every `*.json` of folders, in order of name. Reports `file-unreadable` and
/// what `ReadInspectFile` finds.
[[nodiscard]] std::vector<InspectedImage> ReadInspectFiles(const std::vector<std::string>& paths,
                                                           const FileSystem& files, SourceManager& sources,
                                                           Interner& names, DiagnosticSink& diags);

/// Joins inspected images with the records of the project, both sorted by name afterwards: a record gets the labels of
/// its image, an image without a record becomes one that is `unwritten`. One image told of twice (one id) counts once.
/// Reports `duplicate-definition` for two images of one name, and for a foreign record, which is a contract itself.
void AttachLabels(std::vector<InspectedImage> inspected, std::vector<ir::Image>& images, DiagnosticSink& diags);

}  // namespace ovcc
