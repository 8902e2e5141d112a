// Offers that no contract of the project asks for: they reach nobody.
#include "passes/lint/env_contracts.h"
#include "passes/lint/rule.h"

namespace ovcc::lint {

void LintEnvProvideUnused(const Context& context) {
  const EnvContracts contracts(context.module);
  for (const EnvOffer& offer : contracts.offers()) {
    const Symbol name = offer.provide->name;
    // A name that is nearly right is reported where it is wanted.
    if (contracts.IsWanted(name) || contracts.IsNearOffer(name)) continue;
    context.diags.Emit(offer.provide->span, diag::EnvProvideUnused, offer.owner.Describe(), name.text());
  }
}

}  // namespace ovcc::lint
