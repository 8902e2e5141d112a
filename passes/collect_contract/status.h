#pragma once

#include <string>

#include "ir/layer.h"
#include "passes/collect_contract/chain.h"

namespace ovcc {

/// `status`, or testing where that is unset. Source: §2.4.
[[nodiscard]] ir::Status KnownStatus(ir::Status status);

/// The worst status of an image and the layers it adds to its base; unset counts as testing, so never `Unset`. A
/// foreign image has the status of its record. Source: §2.4.
[[nodiscard]] ir::Status EffectiveStatus(const ImageChain& chain);

/// Info of the image, then `<layer>: <info>` of each added layer that is not working, joined with `; `. May be empty.
/// Source: §2.4.
[[nodiscard]] std::string EffectiveInfo(const ImageChain& chain);

}  // namespace ovcc
