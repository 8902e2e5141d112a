#pragma once

#include <string>

#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// The findings of a lint run, settled, in the form of other programs. All of them show the same findings in the same
/// order; lines and columns count from 1, columns in characters.

/// JSON for scripts: docs/schemas/lint.schema.json.
[[nodiscard]] std::string LintJson(const DiagnosticSink& diags, const SourceManager& sources);

/// SARIF 2.1.0 with every rule that ovcc knows, related locations and fixes. Source: OASIS, Static Analysis Results
/// Interchange Format Version 2.1.0.
[[nodiscard]] std::string LintSarif(const DiagnosticSink& diags, const SourceManager& sources);

/// Workflow commands that GitHub shows at the lines of a pull request, one a finding. Source: GitHub, "Workflow
/// commands for GitHub Actions".
[[nodiscard]] std::string LintGithub(const DiagnosticSink& diags, const SourceManager& sources);

/// JUnit's XML: a test case a finding, a failure where it is an error or a warning; a single passed case if there is
/// none.
[[nodiscard]] std::string LintJunit(const DiagnosticSink& diags, const SourceManager& sources);

/// Tells a finding from others of its code when lines above it come and go: a hash of code, file, message and source
/// line. Source lines that hold secrets do not count.
[[nodiscard]] std::string Fingerprint(const Diagnostic& found, const SourceManager& sources);

}  // namespace ovcc
