// Joins the sources of an environment (§4.3) without losing the values that lost: `ovcc explain` shows them.
#include "passes/bind_env/env_table.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ovcc {
namespace {

// So many names are compared one by one faster than a hash table is made.
constexpr std::size_t kFew = 16;

}  // namespace

ir::OverriddenValue AsOverridden(const ir::EnvBinding& binding) {
  return {.value = binding.value,
          .bare = binding.bare,
          .origin = binding.origin,
          .source = binding.source,
          .span = binding.span};
}

void EnvTable::Put(ir::EnvBinding binding) {
  const std::optional<std::size_t> known = PlaceOf(binding.name);
  if (!known) {
    if (!places_.empty()) places_.emplace(binding.name, bindings_.size());
    bindings_.push_back(std::move(binding));
    if (bindings_.size() != kFew) return;
    for (std::size_t i = 0; i < bindings_.size(); ++i) places_.emplace(bindings_[i].name, i);
    return;
  }
  ir::EnvBinding& current = bindings_[*known];
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
  const std::optional<std::size_t> place = PlaceOf(name);
  return place && !(with_value && bindings_[*place].bare);
}

ir::EnvBinding* EnvTable::Find(Symbol name) {
  const std::optional<std::size_t> place = PlaceOf(name);
  return place ? &bindings_[*place] : nullptr;
}

std::vector<ir::EnvBinding> EnvTable::Take() {
  // No larger than it must be: it stays as long as the program.
  std::vector<ir::EnvBinding> taken(std::make_move_iterator(bindings_.begin()),
                                    std::make_move_iterator(bindings_.end()));
  bindings_.clear();
  places_.clear();
  return taken;
}

std::optional<std::size_t> EnvTable::PlaceOf(Symbol name) const {
  if (places_.empty()) {
    const auto found = std::ranges::find(bindings_, name, &ir::EnvBinding::name);
    return found == bindings_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - bindings_.begin()));
  }
  const auto found = places_.find(name);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace ovcc
