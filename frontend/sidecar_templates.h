#pragma once

#include <vector>

#include "frontend/project.h"
#include "frontend/project_files.h"
#include "frontend/sources.h"

namespace ovcc {

/// The sidecar templates that a project can attach, sorted by name: those built into ovcc, in their place those of the
/// user, in the place of both those of the project (`sidecars` of its files, taken out of `contents`, and its
/// sidecar.yml). Reports what is wrong with the files, and `duplicate-definition` for two of one name in the project.
/// Source: §1.7.
[[nodiscard]] std::vector<ir::SidecarSpec> ReadSidecarTemplates(const ProjectRequest& request,
                                                                const ProjectRoots& roots, ProjectContents& contents,
                                                                const FileSystem& files, SourceManager& sources,
                                                                Interner& names, DiagnosticSink& diags);

}  // namespace ovcc
