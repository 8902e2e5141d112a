#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "frontend/flags.h"
#include "frontend/parsed_files.h"
#include "ir/module.h"
#include "support/diagnostics.h"
#include "support/file_system.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// Everything the front end may know. Paths as given by the user.
struct ProjectRequest {
  std::string project = ".";          // folder of image.yml (or images.yml, overthink.yml) and layers/
  std::optional<std::string> deploy;  // deploy.yml; none: §18.2
  std::vector<std::string> inspect;   // what engines print about built images: files and folders; `-` resolved
  std::string working_directory;      // absolute: relative paths in flags and entries start here
  std::optional<EntryFlags> flags;    // in-memory edit of one entry (§18.3)
  ir::Host host;
  ir::Settings settings;
  ir::Options options;
  /// Value of an environment variable of the run, for `OV_VOLUMES_…` only (§6.3).
  std::function<std::optional<std::string>(const std::string&)> variable;
  unsigned jobs = 1;              // files parsed at once
  ParsedFiles* parsed = nullptr;  // of earlier runs, and for later ones; null: none
};

/// Reads a whole project and lowers it to a module of contract level. Reports everything wrong with single files; the
/// module holds what could be read. A missing deploy.yml means that nothing is deployed. `routed` receives one line for
/// each `-e` that went to a sidecar: `Routed <KEY> to sidecar <SC>` (§5.3).
[[nodiscard]] ir::Module LoadProject(const ProjectRequest& request, const FileSystem& files, SourceManager& sources,
                                     Interner& names, DiagnosticSink& diags, std::vector<std::string>& routed);

/// The sidecar templates that a request can attach, sorted by name (§1.7). Reads the files that may hold some and
/// reports what is wrong with them; a folder that is no project has no templates of its own.
[[nodiscard]] std::vector<ir::SidecarSpec> LoadSidecarTemplates(const ProjectRequest& request, const FileSystem& files,
                                                                SourceManager& sources, Interner& names,
                                                                DiagnosticSink& diags);

/// The path of the deploy.yml that a request reads (§18.2); it may not exist.
[[nodiscard]] std::string DeployPath(const ProjectRequest& request, const FileSystem& files);

}  // namespace ovcc
