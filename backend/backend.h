#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backend/unit/unit_file.h"
#include "ir/module.h"
#include "support/diagnostics.h"
#include "support/digest.h"

namespace ovcc::backend {

/// One file of the output folder, complete.
struct OutputFile {
  std::string name;  // relative: `ov-web.container`, `tunnels/NAME.yml`
  std::string bytes;
  unsigned mode = 0600;
  std::string owner;  // deploy key, or the network's name
  // Initialised so that one may leave them out.
  // NOLINTBEGIN(readability-redundant-member-init)
  std::vector<LineOrigin> lines = {};  // origin of each line of `bytes`; only where it was asked for
  std::string hash = {};               // `ContentHash` of a file that is known and was not rendered: it has no `bytes`
  // NOLINTEND(readability-redundant-member-init)
};

/// Whether `EmitQuadlet` notes what each line is about.
enum class LineOrigins : std::uint8_t { No, Yes };

/// Renders every file of a resolved module: units, companion services, ingress files, networks. Sorted by name, the
/// same bytes for any `jobs`. Values that no directive can carry are reported at their source
/// (`value-not-representable`, `value-too-long`, `control-char`, `nul-in-value`, `target-unsupported`).
[[nodiscard]] std::vector<OutputFile> EmitQuadlet(const ir::Module& module, unsigned jobs, DiagnosticSink& diags,
                                                  LineOrigins origins = LineOrigins::No);

/// What was emitted before, and what is to be remembered of this time.
class EmissionMemory {
 public:
  EmissionMemory() = default;
  EmissionMemory(const EmissionMemory&) = delete;
  EmissionMemory& operator=(const EmissionMemory&) = delete;
  EmissionMemory(EmissionMemory&&) = delete;
  EmissionMemory& operator=(EmissionMemory&&) = delete;
  virtual ~EmissionMemory() = default;

  /// The files of the deployment at `index` of the module, without their bytes, if it had this key the last time.
  /// Called by several threads.
  [[nodiscard]] virtual std::vector<OutputFile> Find(std::size_t index, std::string_view deploy_key,
                                                     const QuickDigest& key) = 0;
  /// Told for every deployment whose files are now those of `key` and that had no finding. Called by several threads.
  virtual void Keep(std::size_t index, const QuickDigest& key) = 0;
};

/// The same, without rendering what `memory` knows.
[[nodiscard]] std::vector<OutputFile> EmitQuadlet(const ir::Module& module, unsigned jobs, EmissionMemory& memory,
                                                  DiagnosticSink& diags);

/// The bytes of one of the files, by its name and the deployment that owns it; nothing if it has no such file, or there
/// are findings about it.
[[nodiscard]] std::optional<std::string> RenderFile(const ir::Module& module, const OutputFile& file);

/// The resolved program as JSON: each deployment with the containers that must run, independent of any unit syntax.
/// Field names are documented in docs/json.md.
[[nodiscard]] std::string EmitJson(const ir::Module& module);

}  // namespace ovcc::backend
