// Reads the registry that resolve-provides has made.
#include "passes/lint/ambiguous_names.h"

#include <unordered_map>

namespace ovcc::lint {

std::unordered_set<Symbol> AmbiguousNames(const ir::Module& module) {
  std::unordered_set<Symbol> names;                 // never iterated
  std::unordered_map<Symbol, Symbol> first_source;  // never iterated
  for (const ir::EnvRecord& record : module.env_registry) {
    const auto [first, fresh] = first_source.try_emplace(record.name, record.source);
    if (!fresh && first->second != record.source) names.insert(record.name);
  }
  return names;
}

}  // namespace ovcc::lint
