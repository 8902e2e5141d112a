// Variables that are required now and were not before. A default or a provider in the program makes a requirement
// harmless.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"

namespace ovcc::breaking {
namespace {

bool IsBare(const ir::Dependency* dependency) { return dependency != nullptr && dependency->default_value.empty(); }

/// Deployments whose requirements nothing meets, by the place of the requirement.
std::map<std::uint32_t, std::vector<Consumer>> Unmet(const Revisions& revisions) {
  std::map<std::uint32_t, std::vector<Consumer>> unmet;
  for (const DeploymentPair& pair : revisions.deployments()) {
    const ir::Deployment& now = *pair.after;
    for (const ir::Dependency& required : ContractOf(revisions.after(), now).env_requires) {
      if (FindNamed(now.app.env, required.name) != nullptr) continue;
      unmet[required.span.begin].push_back({now.span, fmt::format("nothing supplies it to {}", Quoted(now.key))});
    }
  }
  return unmet;
}

std::set<Symbol> ProvidedNames(const Revisions& revisions) {
  std::set<Symbol> names;
  for (const OwnerPair& pair : revisions.owners()) {
    if (pair.after == nullptr) continue;
    for (const ir::Provide& provide : *pair.after->provides) names.insert(provide.name);
  }
  for (const ir::EnvRecord& record : revisions.after().external_env) names.insert(record.name);
  return names;
}

}  // namespace

void CompareRequirements(Revisions& revisions) {
  const auto unmet = Unmet(revisions);
  const std::set<Symbol> provided = ProvidedNames(revisions);
  for (const OwnerPair& pair : revisions.owners()) {
    if (pair.after == nullptr) continue;
    for (const ir::Dependency& required : pair.after->contract->env_requires) {
      if (!IsBare(&required)) continue;
      if (pair.before != nullptr && IsBare(FindNamed(pair.before->contract->env_requires, required.name))) continue;
      const auto found = unmet.find(required.span.begin);
      const bool broken = found != unmet.end();
      if (!broken && (pair.before == nullptr || provided.contains(required.name))) continue;
      revisions.Report(broken ? std::span<const Consumer>(found->second) : std::span<const Consumer>(), required.span,
                       diag::BreakingRequirementAdded, pair.after->Title(), required.name.text());
    }
  }
}

}  // namespace ovcc::breaking
