#pragma once

#include "backend/quadlet/common.h"
#include "ir/deployment.h"
#include "support/digest.h"

namespace ovcc::backend {

/// Stands for everything that the files of a deployment are made from: of equal keys the files are equal, byte for
/// byte. Places in files do not count. Differs by accident only where 64 bits of XXH3 of two texts are the same.
[[nodiscard]] QuickDigest EmissionKey(const EmitContext& context, const ir::Deployment& deployment);

}  // namespace ovcc::backend
