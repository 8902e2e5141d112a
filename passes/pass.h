#pragma once

#include <span>
#include <string_view>

#include "ir/module.h"
#include "support/diagnostics.h"
#include "support/interner.h"

namespace ovcc {

/// All that a pass may touch besides its module. No file, no clock, no environment: host facts and options are part
/// of the module.
struct PassContext {
  DiagnosticSink& diags;
  Interner& names;
};

/// One row of passes.def.
struct PassInfo {
  std::string_view name;       // `bind-env`
  std::string_view section;    // of the language reference
  std::string_view invariant;  // what holds afterwards
  std::string_view summary;
  void (*run)(ir::Module&, PassContext&);
};

/// Every pass, in pipeline order.
[[nodiscard]] std::span<const PassInfo> AllPasses();

/// The pass of that name, or null.
[[nodiscard]] const PassInfo* FindPass(std::string_view name);

}  // namespace ovcc
