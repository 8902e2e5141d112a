#pragma once

#include <vector>

#include "frontend/read/context.h"
#include "ir/sidecar.h"

namespace ovcc {

/// Templates of a sidecar.yml, in file order. Roots: `sidecars` or `sidecar`. Source: §1.7.
[[nodiscard]] std::vector<ir::SidecarSpec> ReadSidecarFile(ReadContext& context, const yaml::Node& root);

/// One template, or with `is_override` what a deploy entry says about a sidecar; a null value is an empty record.
[[nodiscard]] ir::SidecarSpec ReadSidecar(ReadContext& context, const yaml::Node& name, const yaml::Node& value,
                                          bool is_override);

/// The map of names to records under `sidecars:` of a file or an entry.
[[nodiscard]] std::vector<ir::SidecarSpec> ReadSidecarMap(ReadContext& context, const yaml::Node& map,
                                                          bool is_override);

}  // namespace ovcc
