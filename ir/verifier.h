#pragma once

#include <string_view>
#include <vector>

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc::ir {

/// Checks every invariant that holds after `module.after`, the last pass that ran; reports all violations as
/// `ir-invariant`. A violation is a bug of ovcc (or of a hand-written .ovir), never of a user's input: a module that
/// has errors of the input is not verified. Returns true if there is none.
bool Verify(const Module& module, DiagnosticSink& diags);

/// Names of the passes that the verifier knows, in pipeline order.
[[nodiscard]] std::vector<std::string_view> VerifiedPasses();

}  // namespace ovcc::ir
