#pragma once

#include <optional>

#include "backend/unit/unit_file.h"
#include "ir/host.h"
#include "support/diagnostics.h"

namespace ovcc::backend {

/// Rewrites keys that `target` lacks as `PodmanArgs=`; without a target, those that section 11 spells so. A key that
/// cannot be said otherwise is `target-unsupported`, at its value or else at `fallback`, on behalf of `deploy_key`.
/// Source: §18.5.
void AdaptToTarget(UnitFile& unit, const std::optional<ir::PodmanVersion>& target, std::string_view deploy_key,
                   Span fallback, DiagnosticSink& diags);

/// `5.4`.
[[nodiscard]] std::string VersionText(ir::PodmanVersion version);

}  // namespace ovcc::backend
