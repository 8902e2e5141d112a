#pragma once

#include <string>
#include <vector>

#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// Compares the findings with what comments of the sources announce:
///
///     port 0 0   // expected-error {{text}}            a finding on this line
///     # expected-warning@+1 {{text}}               on a line so many lines below (`@-1`: above)
///     # expected-error@none {{text}}                   a finding without a place
///
/// `text` must be part of `message [code]`, severity and line (of the primary span) must be equal, and each finding
/// meets one expectation. `//` and `#` begin comments in every kind of file. Returns a line of text for each
/// expectation that nothing met, each finding that nothing announced and each expectation that cannot be read; empty if
/// all is as expected.
[[nodiscard]] std::vector<std::string> CheckExpectedDiagnostics(const SourceManager& sources,
                                                                const DiagnosticSink& diags);

}  // namespace ovcc
