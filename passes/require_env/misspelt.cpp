// "Did you mean" for variables (§12): a requirement is often unmet because its name was written wrong.
#include "passes/require_env/misspelt.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "support/suggest.h"

namespace ovcc {
namespace {

std::unordered_set<Symbol> DeclaredNames(const ir::Contract& contract) {
  std::unordered_set<Symbol> names;  // never iterated
  for (const auto* list :
       {&contract.env_accepts, &contract.env_requires, &contract.secret_accepts, &contract.secret_requires}) {
    for (const ir::Dependency& dependency : *list) names.insert(dependency.name);
  }
  return names;
}

}  // namespace

const ir::EnvEntry* FindMisspelt(const ir::Deployment& deployment, const ir::Contract& contract, Symbol required) {
  const std::unordered_set<Symbol> declared = DeclaredNames(contract);  // never iterated
  std::vector<const ir::EnvEntry*> unknown;
  const auto collect = [&](const std::vector<ir::EnvEntry>& entries) {
    for (const ir::EnvEntry& entry : entries) {
      if (!declared.contains(entry.name)) unknown.push_back(&entry);
    }
  };
  collect(deployment.written_env);
  if (deployment.env_file) collect(deployment.env_file->entries);
  if (deployment.workspace_env) collect(deployment.workspace_env->entries);
  std::vector<std::string_view> names;
  for (const ir::EnvEntry* entry : unknown) names.push_back(entry->name.text());
  const std::string_view nearest = Nearest(required.text(), names);
  const auto found = std::ranges::find(unknown, nearest, [](const ir::EnvEntry* entry) { return entry->name.text(); });
  return nearest.empty() ? nullptr : *found;
}

}  // namespace ovcc
