#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "ir/module.h"

namespace ovcc {

/// Finds out who in the project would supply a variable if it were deployed. Works only when something is missing: the
/// look-up tables are made at the first question, and each answer is kept.
class Offers {
 public:
  explicit Offers(const ir::Module& module) : module_(module) {}

  /// One sentence for each layer, foreign image or sidecar template that offers `variable`, in name order.
  [[nodiscard]] const std::vector<std::string>& NotesFor(Symbol variable);

 private:
  void Prepare();
  /// Images that have `layer`, directly or through other layers; sorted, disabled ones left out.
  [[nodiscard]] std::vector<Symbol> ImagesWith(Symbol layer) const;

  const ir::Module& module_;
  bool prepared_ = false;
  std::unordered_map<Symbol, std::vector<Symbol>> dependents_;  // layer -> layers that bring it in; never iterated
  std::unordered_map<Symbol, std::vector<Symbol>> images_;      // layer -> images that list it; never iterated
  std::unordered_map<Symbol, std::vector<std::string>> notes_;  // never iterated
};

}  // namespace ovcc
