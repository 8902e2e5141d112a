#pragma once

#include <optional>
#include <string>
#include <vector>

#include "frontend/read/overthink.h"
#include "support/diagnostics.h"
#include "support/file_system.h"

namespace ovcc {

/// Root files of a project that exist.
struct ProjectRoots {
  std::optional<std::string> overthink;  // overthink.yml
  std::vector<std::string> image_files;  // image.yml, images.yml
  std::optional<std::string> sidecars;   // sidecar.yml
};

/// Looks for the root files in the folder `project`. Reports `project-missing` if it holds neither overthink.yml nor a
/// file of images; where the images come from elsewhere (`images_known`) only if there is no such folder. Source: §1.1.
[[nodiscard]] ProjectRoots FindProjectRoots(const FileSystem& files, const std::string& project, bool images_known,
                                            DiagnosticSink& diags);

/// Path of the user's own sidecar.yml below the home folder, if there is one. Source: §1.7.
[[nodiscard]] std::optional<std::string> FindUserSidecars(const FileSystem& files, std::string_view home);

/// A folder with a layer.yml.
struct LayerFolder {
  std::string name;                     // the identity of the layer
  std::string file;                     // path of its layer.yml
  std::vector<std::string> neighbours;  // names of the files in the folder, sorted
};

/// The layers of a project in the order of `discover` and then by path; without `discover` those of `layers/`. A path
/// that is named but cannot be listed is `file-unreadable`. Source: §1.6.
[[nodiscard]] std::vector<LayerFolder> FindLayers(const FileSystem& files, const std::string& project,
                                                  const std::optional<std::vector<DiscoverPath>>& discover,
                                                  DiagnosticSink& diags);

/// Path of a file of the project folder; the bare name where the folder is the current one.
[[nodiscard]] std::string PathInProject(const std::string& project, std::string_view name);

}  // namespace ovcc
