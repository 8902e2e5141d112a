#pragma once

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc {

/// Reports names that two different sources of the program would take (`name-collision`, W38): files, containers, pods,
/// services, volumes and podman secrets; and names that are too long (`name-too-long`). Needs containers, pods, tunnels
/// and networks as form-pods leaves them. Two sources are reported once, by the first kind of name that they share.
/// Source: §12.2.
void CheckNames(const ir::Module& module, DiagnosticSink& diags);

}  // namespace ovcc
