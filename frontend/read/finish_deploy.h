#pragma once

#include <span>
#include <string>
#include <vector>

#include "frontend/project.h"
#include "frontend/read/deploy.h"

namespace ovcc {

/// Completes the deployments of a module whose images and templates are read and sorted by name: entry flags and
/// `OV_VOLUMES_…` (§6.3, §13.3), the image of each entry (§16.1, §17.1), environment files (§1.8), external records
/// (§4.1); sorts the deployments by key. `others` are the entries of other targets. Images that entries bring along
/// join `module.images`, which stays sorted. `routed` receives `Routed <KEY> to sidecar <SC>` for each `-e` that went
/// to a sidecar (§5.3).
void FinishDeployments(const ProjectRequest& request, const FileSystem& files, SourceManager& sources, Interner& names,
                       std::span<const StatedTarget> others, ir::Module& module, DiagnosticSink& diags,
                       std::vector<std::string>& routed);

}  // namespace ovcc
