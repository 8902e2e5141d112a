#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

#include "ir/env_binding.h"

namespace ovcc {

/// The environment of one container while its sources are put over each other, lowest first. Source: §4.3.
class EnvTable {
 public:
  /// The last value of a name wins, in the position of the first: `A=1 B=2 A=3` becomes `A=3 B=2`. The loser joins the
  /// history of the winner. An `-e` value (`Origin::Flag`) loses only against another one: flags are the highest
  /// source, but stand where the entry lists them (§13.3).
  void Put(ir::EnvBinding binding);

  /// True if the name is a key; `with_value`: bare names do not count (§16.13).
  [[nodiscard]] bool Has(Symbol name, bool with_value) const;

  /// Null if the name is no key.
  [[nodiscard]] ir::EnvBinding* Find(Symbol name);

  /// All bindings; the table is empty afterwards, and can be filled again.
  [[nodiscard]] std::vector<ir::EnvBinding> Take();

 private:
  [[nodiscard]] std::optional<std::size_t> PlaceOf(Symbol name) const;

  std::vector<ir::EnvBinding> bindings_;
  std::unordered_map<Symbol, std::size_t> places_;  // name -> index; empty for few names; never iterated
};

/// What remains of a binding that lost.
[[nodiscard]] ir::OverriddenValue AsOverridden(const ir::EnvBinding& binding);

}  // namespace ovcc
