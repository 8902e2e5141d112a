#pragma once

#include "backend/quadlet/common.h"
#include "ir/deployment.h"
#include "support/digest.h"

namespace ovcc::backend {

/// Tells what stands for everything that the files of a deployment are made from: of equal keys the files are equal,
/// byte for byte. Places in files do not count. Deployments that differ have one key only by accident, where 64 bits of
/// XXH3 of two texts are the same.
class EmissionKeys {
 public:
  /// `context` must outlive this.
  explicit EmissionKeys(const EmitContext& context);

  [[nodiscard]] QuickDigest Of(const ir::Deployment& deployment) const;

 private:
  const EmitContext& context_;
  QuickDigest shared_;  // of what all deployments have in common
};

}  // namespace ovcc::backend
