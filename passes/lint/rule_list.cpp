// The table of lint rules, and what they share.
#include <fmt/format.h>

#include <algorithm>
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

SharedPlaces::~SharedPlaces() {
  constexpr std::size_t kNamed = 3;
  for (const Matter& matter : matters_) {
    if (matter.others.empty()) continue;
    std::string names;
    for (std::size_t i = 0; i < std::min(kNamed, matter.others.size()); ++i) {
      names += fmt::format("{}`{}`", i == 0 ? "" : ", ", matter.others[i].text());
    }
    if (matter.others.size() > kNamed) names += fmt::format(" and {} more", matter.others.size() - kNamed);
    matter.finding->Note("the same holds for " + names);
  }
}

}  // namespace ovcc::lint
