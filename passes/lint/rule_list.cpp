// The table of lint rules, and what they share.
#include <fmt/format.h>

#include <array>

#include "passes/lint/rule.h"

namespace ovcc::lint {

#define OVCC_LINT_RULE(Function, code) void Lint##Function(const Context& context);
#include "passes/lint/rules.def"

namespace {

constexpr auto kRules = std::to_array<Rule>({
#define OVCC_LINT_RULE(Function, code) {code, &Lint##Function},
#include "passes/lint/rules.def"
});

}  // namespace

std::span<const Rule> AllRules() { return kRules; }

void RunRules(const ir::Module& module, DiagnosticSink& diags) {
  const Context context{module, diags};
  for (const Rule& rule : kRules) rule.run(context);
}

std::string AppOf(const ir::Deployment& deployment) { return fmt::format("the app of `{}`", deployment.key.text()); }

std::string SidecarOf(const ir::Deployment& deployment, Symbol sidecar) {
  return fmt::format("the sidecar `{}` of `{}`", sidecar.text(), deployment.key.text());
}

}  // namespace ovcc::lint
