// Joins the sources of an environment (§4.3) without losing the values that lost: `ovcc explain` shows them.
#include "passes/bind_env/env_table.h"

#include <iterator>
#include <utility>

namespace ovcc {

ir::OverriddenValue AsOverridden(const ir::EnvBinding& binding) {
  return {.value = binding.value,
          .bare = binding.bare,
          .origin = binding.origin,
          .source = binding.source,
          .span = binding.span};
}

void EnvTable::Put(ir::EnvBinding binding) {
  const auto [known, fresh] = place_.try_emplace(binding.name, bindings_.size());
  if (fresh) {
    bindings_.push_back(std::move(binding));
    return;
  }
  ir::EnvBinding& current = bindings_[known->second];
  const bool flag_stays = current.origin == ir::Origin::Flag && binding.origin != ir::Origin::Flag &&
                          binding.origin != ir::Origin::HostFact;
  if (flag_stays) {
    current.overridden.push_back(AsOverridden(binding));
    return;
  }
  std::vector<ir::OverriddenValue> history = std::move(current.overridden);
  history.push_back(AsOverridden(current));
  history.insert(history.end(), binding.overridden.begin(), binding.overridden.end());
  binding.overridden = std::move(history);
  current = std::move(binding);
}

bool EnvTable::Has(Symbol name, bool with_value) const {
  const auto found = place_.find(name);
  return found != place_.end() && !(with_value && bindings_[found->second].bare);
}

ir::EnvBinding* EnvTable::Find(Symbol name) {
  const auto found = place_.find(name);
  return found == place_.end() ? nullptr : &bindings_[found->second];
}

std::vector<ir::EnvBinding> EnvTable::Take() {
  place_.clear();
  return std::exchange(bindings_, {});
}

}  // namespace ovcc
