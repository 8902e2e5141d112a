#pragma once

#include "ir/deployment.h"

namespace ovcc::lint {

/// True if a person wrote the value: in `env` of an image or an entry, in an environment file, or as a flag.
[[nodiscard]] inline bool IsLiteral(const ir::EnvBinding& binding) {
  using enum ir::Origin;
  for (const ir::Origin origin : {Image, Deploy, EnvFile, Workspace, FlagFile, Flag}) {
    if (binding.origin == origin) return !binding.bare;
  }
  return false;
}

}  // namespace ovcc::lint
