#pragma once

#include <span>
#include <string>

#include "frontend/read/mapping.h"

namespace ovcc {

/// Whether a layer is more than a list of other layers: packages, build steps, services or anything of a contract (W9).
/// `map` is the mapping that `reader` read. Source: §2.1.
[[nodiscard]] bool HasContent(ReadContext& context, const yaml::Node& map, const MappingReader& reader);

/// The same for the files beside layer.yml: a package manifest or a `*.service` file.
[[nodiscard]] bool FilesAreContent(std::span<const std::string> neighbours);

/// A `*.service` file is among them.
[[nodiscard]] bool HasServiceFile(std::span<const std::string> neighbours);

}  // namespace ovcc
