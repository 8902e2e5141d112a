#pragma once

#include <optional>
#include <string>
#include <vector>

#include "frontend/read/context.h"
#include "frontend/read/deploy.h"
#include "ir/image.h"
#include "ir/sidecar.h"

namespace ovcc {

/// An element of `discover.layers`.
struct DiscoverPath {
  ir::Text path;          // as written, from the project folder
  bool recursive = true;  // also folders in folders
};

/// What one document of overthink.yml, of a file it includes, or of image.yml says. All lists are in file order.
struct ProjectFile {
  std::vector<ir::Text> includes;  // paths from the folder of the file
  std::vector<ir::Image> images;
  std::optional<ir::Image> defaults;
  std::vector<ir::Distro> distros;
  std::vector<ir::SidecarSpec> sidecars;
  DeployFile deploy;                                  // baseline (§1.6)
  std::optional<std::vector<DiscoverPath>> discover;  // none: the file does not say
};

/// Reads the root mapping of such a file. Open: further sections are legal. Source: §1.5, §1.6.
[[nodiscard]] ProjectFile ReadProjectFile(ReadContext& context, const yaml::Node& root);

}  // namespace ovcc
