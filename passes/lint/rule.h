#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc::lint {

/// What a rule sees: the whole program after all passes, or as far as they came where the input has errors.
struct Context {
  const ir::Module& module;
  DiagnosticSink& diags;
};

/// One row of rules.def: an opinion that holds for a correct program. A rule changes nothing, reports each matter once,
/// at the place that somebody would edit, and says nothing of what another finding already covers.
struct Rule {
  std::string_view code;  // of its findings in diagnostics.def
  void (*run)(const Context&);
};

/// Every rule, in table order.
[[nodiscard]] std::span<const Rule> AllRules();

/// Runs every rule.
void RunRules(const ir::Module& module, DiagnosticSink& diags);

/// "the app of `web`", "the sidecar `tailscale` of `web`": how messages name a container.
[[nodiscard]] std::string AppOf(const ir::Deployment& deployment);
[[nodiscard]] std::string SidecarOf(const ir::Deployment& deployment, Symbol sidecar);

}  // namespace ovcc::lint
