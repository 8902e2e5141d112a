#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/unit/unit_file.h"
#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc::backend {

/// One file of the output folder, complete.
struct OutputFile {
  std::string name;  // relative: `ov-web.container`, `tunnels/NAME.yml`
  std::string bytes;
  unsigned mode = 0600;
  std::string owner;                   // deploy key, or the network's name
  std::vector<LineOrigin> lines = {};  // origin of each line of `bytes`; only where it was asked for
};

/// Whether `EmitQuadlet` notes what each line is about.
enum class LineOrigins : std::uint8_t { No, Yes };

/// Renders every file of a resolved module: units, companion services, ingress files, networks. Sorted by name, the
/// same bytes for any `jobs`. Values that no directive can carry are reported at their source
/// (`value-not-representable`, `value-too-long`, `control-char`, `nul-in-value`, `target-unsupported`).
[[nodiscard]] std::vector<OutputFile> EmitQuadlet(const ir::Module& module, unsigned jobs, DiagnosticSink& diags,
                                                  LineOrigins origins = LineOrigins::No);

/// The resolved program as JSON: each deployment with the containers that must run, independent of any unit syntax.
/// Field names are documented in docs/json.md.
[[nodiscard]] std::string EmitJson(const ir::Module& module);

}  // namespace ovcc::backend
