#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/edit/yaml_edit.h"
#include "ir/module.h"
#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc::edit {

/// What a run wants deploy.yml to say (§13.3). Only what was asked for is stored (W31).
struct DeployChange {
  const ir::Module& before;     // as the files say: no flags, no passes
  const ir::Module& after;      // with the flags of the run, after all passes
  Symbol key;                   // the entry that the flags name
  bool remove = false;          // take the entry away
  bool write_provides = false;  // store the registry of provides in the reference's form
};

/// A deploy.yml as it was read.
struct DeployText {
  std::string_view bytes;
  Span span;  // of the whole file in `sources`; empty where there is no such file yet
};

/// The text of deploy.yml after the change. Reports `edit-elsewhere` (a field that another file gives the entry) and
/// `edit-refused`; nothing then.
[[nodiscard]] std::optional<std::string> EditDeployText(const DeployText& text, const DeployChange& change,
                                                        const SourceManager& sources, DiagnosticSink& diags);

}  // namespace ovcc::edit
