#pragma once

#include <optional>
#include <string>

#include "driver/command.h"
#include "ir/host.h"
#include "support/diagnostics.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// How the user wants host facts to be found (§16.7).
struct HostFlags {
  std::optional<std::string> home;  // `--home`
  std::optional<std::string> file;  // `--host FILE`
  bool autodetect = false;          // `--autodetect`
};

/// What a run knows of its machine.
struct HostInput {
  ir::Host host;
  ir::Settings settings;
};

/// Joins `--home`, the host description, detection and the `OV_*` variables, in this order of weight: variables win
/// over the description (§18.1), `--home` over both. Reports file-unreadable, bind-address-invalid and what is wrong in
/// the description. Nothing is probed unless `autodetect` is set.
[[nodiscard]] HostInput ReadHostInput(const HostFlags& flags, const CommandContext& context, SourceManager& sources,
                                      Interner& names, DiagnosticSink& diags);

}  // namespace ovcc
