#pragma once

#include "frontend/read/context.h"

namespace ovcc {

/// For a finding about two elements of one list: where the texts of both are the same, adds the fix that takes the
/// second one away.
void FixRepetition(const ReadContext& context, Diagnostic& found, Span first, Span second);

}  // namespace ovcc
