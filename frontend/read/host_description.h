#pragma once

#include <string>

#include "frontend/read/context.h"
#include "ir/host.h"

namespace ovcc {

/// A host description as written; paths are not expanded. Source: §18.1.
struct HostDescription {
  ir::Host host;
  ir::Text bind_address;
  ir::Text volumes_path;
  ir::Text encrypted_storage_path;
  ir::Text secret_backend;
};

/// Reads the root mapping of a host description: `home`, `tool`, `devices`, `nvidia`, `amd_gfx`, `render_node`,
/// `settings`.
[[nodiscard]] HostDescription ReadHostDescription(ReadContext& context, const yaml::Node& root);

}  // namespace ovcc
