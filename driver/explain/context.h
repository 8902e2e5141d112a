#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "driver/explain/model.h"
#include "frontend/secret_places.h"
#include "ir/module.h"
#include "ir/schema_enums.h"
#include "passes/require_env/offers.h"
#include "support/source_manager.h"

namespace ovcc::explain {

/// What the parts of an explanation share: the program, and how places and values of it are shown.
class Context {
 public:
  /// To be made when all findings are. Both must outlive the object.
  Context(const ir::Module& module, const SourceManager& sources, const DiagnosticSink& diags);

  [[nodiscard]] const ir::Module& module() const { return module_; }

  /// The place of `span`, with its line as far as it may be shown.
  [[nodiscard]] Place PlaceOf(Span span);

  /// The value of a variable; none if it is bare, or the variable is a secret somewhere in the program.
  [[nodiscard]] std::optional<std::string> ValueOf(Symbol variable, Symbol value, bool bare) const;
  [[nodiscard]] bool IsSecret(std::string_view variable) const { return secrets_.IsSecret(variable); }

  /// Who in the project would supply a variable if it were deployed.
  [[nodiscard]] std::vector<Reason> OffersOf(Symbol variable) { return ReasonsOf(offers_, variable); }
  /// The same of an MCP server.
  [[nodiscard]] std::vector<Reason> ServerOffersOf(Symbol server) { return ReasonsOf(server_offers_, server); }

  /// Who offers a variable in this program, in registry order.
  [[nodiscard]] std::span<const ir::EnvRecord* const> ProvidersOf(Symbol variable) const;

  /// The effective contract of a deployment; null if its image is unknown.
  [[nodiscard]] const ir::EffectiveImage* ImageOf(const ir::Deployment& deployment) const;

  /// Who wrote a field at `span`: a flag, the entry, the image or one of its bases; nobody where nothing is written.
  [[nodiscard]] Step WrittenBy(const ir::Deployment& deployment, std::string_view field, Symbol value, Span span);

  /// "layer `x`", or "image `y`" where no layer is named.
  [[nodiscard]] static std::string OwnerText(Symbol layer, const ir::Deployment& deployment);

 private:
  [[nodiscard]] std::vector<Reason> ReasonsOf(Offers& offers, Symbol name);

  const ir::Module& module_;
  const SourceManager& sources_;
  SecretPlaces secrets_;
  Offers offers_;
  Offers server_offers_;
  std::unordered_map<Symbol, std::vector<const ir::EnvRecord*>> providers_;  // never iterated
};

/// The word of an enumerator in the textual IR.
template <class E>
[[nodiscard]] std::string Word(E value) {
  return std::string(ir::EnumWords<E>::kWords.at(static_cast<std::size_t>(value)));
}

}  // namespace ovcc::explain
