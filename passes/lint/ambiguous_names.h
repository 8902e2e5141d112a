#pragma once

#include <unordered_set>

#include "ir/module.h"

namespace ovcc::lint {

/// Variables that several deployments or external records offer: `provider-ambiguous` speaks of those that reach
/// somebody.
[[nodiscard]] std::unordered_set<Symbol> AmbiguousNames(const ir::Module& module);

}  // namespace ovcc::lint
