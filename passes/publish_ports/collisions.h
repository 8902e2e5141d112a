#pragma once

#include <span>

#include "ir/deployment.h"
#include "support/diagnostics.h"

namespace ovcc {

/// Reports host ports that one deployment publishes twice (`port-duplicate`) and those that two publish on overlapping
/// addresses (`host-port-collision`, W22). Every mapping has its address and its host port. Each mapping is reported at
/// most once, against the first that it meets. Source: §12.6.
void ReportPortConflicts(std::span<const ir::Deployment> deployments, DiagnosticSink& diags);

}  // namespace ovcc
