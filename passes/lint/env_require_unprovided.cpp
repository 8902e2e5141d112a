// Variables that are required, and that nothing of the project would ever supply: whoever deploys the layer has to
// know. Where it is deployed already, somebody sets the variable, or the build has refused it.
#include <unordered_set>

#include "passes/lint/env_contracts.h"
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

/// What deployments require: `env-required-missing` has the last word on it.
std::unordered_set<Symbol> RequiredNow(const ir::Module& module) {
  std::unordered_set<Symbol> names;  // never iterated
  for (const ir::Image& image : module.images) {
    if (!image.effective) continue;
    for (const ir::Dependency& dependency : image.effective->contract.env_requires) names.insert(dependency.name);
  }
  return names;
}

}  // namespace

void LintEnvRequireUnprovided(const Context& context) {
  const EnvContracts contracts(context.module);
  const std::unordered_set<Symbol> required_now = RequiredNow(context.module);  // never iterated
  for (const EnvWish& wish : contracts.wishes()) {
    const ir::Dependency& dependency = *wish.dependency;
    const Symbol name = dependency.name;
    if (!wish.required || !dependency.default_value.empty() || required_now.contains(name)) continue;
    if (contracts.IsOffered(name) || contracts.IsSet(name)) continue;
    Diagnostic& found =
        context.diags.Emit(dependency.span, diag::EnvRequireUnprovided, wish.owner.Describe(), name.text());
    const EnvOffer* near = contracts.NearOffer(name);
    if (near == nullptr) continue;
    found.Help("").Suggest(near->provide->name.text());
    found.Attach(near->provide->span, "nobody accepts what is provided here");
  }
}

}  // namespace ovcc::lint
