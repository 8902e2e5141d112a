// Addresses that a layer would take and nobody offers, and names that nearly are the name of an offer. Most accepted
// variables are switches which people set or leave: those are as they should be.
#include "passes/lint/env_contracts.h"
#include "passes/lint/name_words.h"
#include "passes/lint/rule.h"

namespace ovcc::lint {

void LintEnvAcceptUnprovided(const Context& context) {
  const EnvContracts contracts(context.module);
  for (const EnvWish& wish : contracts.wishes()) {
    const ir::Dependency& dependency = *wish.dependency;
    const Symbol name = dependency.name;
    if (wish.required || !dependency.default_value.empty()) continue;
    if (contracts.IsOffered(name) || contracts.IsSet(name) || contracts.IsBaked(name)) continue;
    const EnvOffer* near = contracts.NearOffer(name);
    if (near == nullptr && !NamesPeerAddress(name.text())) continue;
    Diagnostic& found =
        context.diags.Emit(dependency.span, diag::EnvAcceptUnprovided, wish.owner.Describe(), name.text());
    if (near == nullptr) continue;
    found.Help("").Suggest(near->provide->name.text());
    found.Attach(near->provide->span, "nobody accepts what is provided here");
  }
}

}  // namespace ovcc::lint
