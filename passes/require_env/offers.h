#pragma once

#include <unordered_map>
#include <vector>

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc {

/// Finds out who in the project would supply a variable if it were deployed. Works only when something is missing: the
/// look-up tables are made at the first question, and each answer is kept.
class Offers {
 public:
  explicit Offers(const ir::Module& module) : module_(module) {}

  /// The place where each layer, foreign image or sidecar template offers `variable`, and what it would take; in name
  /// order.
  [[nodiscard]] const std::vector<Label>& Of(Symbol variable);

 private:
  void Prepare();
  /// Images that have `layer`, directly or through other layers; sorted, disabled ones left out.
  [[nodiscard]] std::vector<Symbol> ImagesWith(Symbol layer) const;

  const ir::Module& module_;
  bool prepared_ = false;
  std::unordered_map<Symbol, std::vector<Symbol>> dependents_;  // layer -> layers that bring it in; never iterated
  std::unordered_map<Symbol, std::vector<Symbol>> images_;      // layer -> images that list it; never iterated
  std::unordered_map<Symbol, std::vector<Label>> offers_;       // never iterated
};

}  // namespace ovcc
