// Two providers of one name. Deployed together they are `provider-ambiguous`, within one image `provides-override`;
// this says it before.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "passes/lint/ambiguous_names.h"
#include "passes/lint/env_contracts.h"
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

constexpr std::size_t kShownOffers = 4;

/// Names whose choice the build itself has made or refused.
std::unordered_set<Symbol> ReportedByBuild(const Context& context) {
  std::unordered_set<Symbol> names = AmbiguousNames(context.module);  // never iterated
  std::unordered_set<std::uint32_t> overriding;                       // places of `provides-override`; never iterated
  for (const Diagnostic& found : context.diags.all()) {
    if (found.info == &diag::ProvidesOverride.info) overriding.insert(found.span.begin);
  }
  for (const ir::Layer& layer : context.module.layers) {
    for (const ir::Provide& provide : layer.contract.env_provides) {
      if (overriding.contains(provide.span.begin)) names.insert(provide.name);
    }
  }
  return names;
}

/// What one sidecar says in its template and in several entries is one offer; layers and images have one by nature.
bool IsSameSidecar(const std::vector<const EnvOffer*>& offers, const EnvOffer& offer) {
  return offer.owner.kind == ContractOwner::Kind::Sidecar &&
         std::ranges::any_of(offers, [&](const EnvOffer* earlier) { return earlier->owner == offer.owner; });
}

void Report(const Context& context, const std::vector<const EnvOffer*>& offers) {
  const EnvOffer& last = *offers.back();
  Diagnostic& found = context.diags.Emit(last.provide->span, diag::EnvProvidedTwice, last.provide->name.text(),
                                         offers.front()->owner.Describe(), last.owner.Describe());
  for (std::size_t i = 0; i + 1 < offers.size() && i < kShownOffers; ++i) {
    found.Attach(offers[i]->provide->span, i == 0 ? "also provided here" : "and here");
  }
}

}  // namespace

void LintEnvProvidedTwice(const Context& context) {
  const EnvContracts contracts(context.module);
  const std::unordered_set<Symbol> reported = ReportedByBuild(context);  // never iterated
  std::vector<Symbol> names;                                             // in the order of the first offers
  std::unordered_map<Symbol, std::vector<const EnvOffer*>> by_name;      // never iterated
  for (const EnvOffer& offer : contracts.offers()) {
    const Symbol name = offer.provide->name;
    if (!contracts.IsWanted(name) || reported.contains(name)) continue;
    std::vector<const EnvOffer*>& offers = by_name[name];
    if (offers.empty()) names.push_back(name);
    if (!IsSameSidecar(offers, offer)) offers.push_back(&offer);
  }
  for (const Symbol name : names) {
    if (by_name[name].size() > 1) Report(context, by_name[name]);
  }
}

}  // namespace ovcc::lint
