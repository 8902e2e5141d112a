#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc {

/// Finds out who in the project would supply a variable or an MCP server if it were deployed. Works only when something
/// is missing: the look-up tables are made at the first question, and each answer is kept.
class Offers {
 public:
  enum class What : std::uint8_t { Variables, McpServers };

  Offers(const ir::Module& module, What what) : module_(module), what_(what) {}

  /// The place where each layer, foreign image or sidecar template offers what has that name, and what it would take;
  /// in name order.
  [[nodiscard]] const std::vector<Label>& Of(Symbol name);

 private:
  void Prepare();
  /// Images that have `layer`, directly or through other layers; sorted, disabled ones left out.
  [[nodiscard]] std::vector<Symbol> ImagesWith(Symbol layer) const;

  /// Where the contract offers it; nothing if it does not.
  [[nodiscard]] std::optional<Span> PlaceIn(const ir::Contract& contract, Symbol name) const;

  const ir::Module& module_;
  What what_;
  bool prepared_ = false;
  std::unordered_map<Symbol, std::vector<Symbol>> dependents_;  // layer -> layers that bring it in; never iterated
  std::unordered_map<Symbol, std::vector<Symbol>> images_;      // layer -> images that list it; never iterated
  std::unordered_map<Symbol, std::vector<Label>> offers_;       // never iterated
};

}  // namespace ovcc
