#pragma once

#include "ir/host.h"
#include "support/file_system.h"
#include "support/interner.h"

namespace ovcc {

/// Looks at this machine's device nodes and GPUs, the only place that does. Adds to `host`: devices of §7.4 that exist,
/// the render node, an NVIDIA GPU (its device nodes and a CDI description exist), the architecture of an AMD GPU.
void DetectHost(const FileSystem& files, Interner& names, ir::Host& host);

}  // namespace ovcc
