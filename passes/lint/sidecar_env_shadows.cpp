// Variables of an app that one of its sidecars has, too: `-e` goes to the sidecar (§5.3), and the app never sees it.
// What the entry writes for the app, or a provider supplies, needs no `-e`.
#include <algorithm>
#include <unordered_set>
#include <vector>

#include "passes/lint/literals.h"
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

struct Variable {
  Symbol name;
  Span span;
};

/// The variables that an app has and that nobody has settled for it.
std::vector<Variable> OpenVariables(const ir::Deployment& deployment, const ir::Contract& contract) {
  std::vector<Variable> open;
  std::unordered_set<Symbol> done;  // never iterated
  for (const ir::EnvBinding& binding : deployment.app.env) {
    if (binding.origin == ir::Origin::Image) {
      open.push_back({binding.name, binding.span});
    } else if (binding.origin != ir::Origin::Provide && !IsLiteral(binding)) {
      continue;
    }
    done.insert(binding.name);
  }
  for (const auto* list : {&contract.env_requires, &contract.env_accepts}) {
    for (const ir::Dependency& dependency : *list) {
      if (done.insert(dependency.name).second) open.push_back({dependency.name, dependency.span});
    }
  }
  return open;
}

/// The sidecar's own variable of that name, or null.
const ir::EnvBinding* FindIn(const ir::Container& sidecar, Symbol name) {
  const auto found = std::ranges::find(sidecar.env, name, &ir::EnvBinding::name);
  return found == sidecar.env.end() ? nullptr : &*found;
}

void Check(const Context& context, const ir::Deployment& deployment, std::size_t index,
           const std::vector<Variable>& open) {
  const ir::SidecarSpec& sidecar = deployment.sidecars[index];
  const bool takes_all_ts = sidecar.name.text() == "tailscale";
  for (const Variable& variable : open) {
    const ir::EnvBinding* own = FindIn(deployment.sidecar_containers[index], variable.name);
    if (own == nullptr && !(takes_all_ts && variable.name.text().starts_with("TS_"))) continue;
    Diagnostic& found = context.diags.Emit(sidecar.span, diag::SidecarEnvShadows, variable.name.text(),
                                           deployment.key.text(), sidecar.name.text());
    found.Attach(variable.span, "the app's");
    const bool written_by_ovcc = own == nullptr || (sidecar.builtin && own->origin == ir::Origin::Template);
    if (!written_by_ovcc) found.Attach(own->span, "the sidecar's");
  }
}

}  // namespace

void LintSidecarEnvShadows(const Context& context) {
  for (const ir::Deployment& deployment : context.module.deployments) {
    if (deployment.sidecars.empty()) continue;
    const ir::Image* image = context.module.FindImage(deployment.image);
    if (image == nullptr || !image->effective) continue;
    const std::vector<Variable> open = OpenVariables(deployment, image->effective->contract);
    for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) Check(context, deployment, i, open);
  }
}

}  // namespace ovcc::lint
