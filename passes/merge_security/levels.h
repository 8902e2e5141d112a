#pragma once

#include "ir/security.h"

/// How one level of security joins the one below it.
namespace ovcc {

/// A layer onto what comes before it: lists are joined, `privileged` once set stays, the last word of a mode counts,
/// shared memory grows to the largest and limits shrink to the smallest; on a tie, or where two limits cannot be
/// compared (a size and a percentage), the earlier stays. Source: §7.2.
void AddLayerSecurity(ir::Security& merged, const ir::Security& layer);

/// The record of an image onto its layers: lists are joined, everything else replaces where it is set. Source: §7.2,
/// W13.
void AddImageSecurity(ir::Security& merged, const ir::Security& image);

/// A deploy entry onto its image: lists replace where they have an element, texts where they are set, `privileged` only
/// switches on. Source: §3.1.
void OverlaySecurity(ir::Security& merged, const ir::Security& entry);

}  // namespace ovcc
