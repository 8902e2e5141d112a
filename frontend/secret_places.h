#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "ir/module.h"
#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// Which variables of a program are secrets, and which lines of its inputs hold their values: those on which such a
/// variable seems to get a value, those of a value that was refused, and all of an environment file. "Seems": the text
/// decides, because what cannot be read (broken YAML, a list in place of a mapping) holds values, too. Source: §12.4.
class SecretPlaces {
 public:
  using Names = std::unordered_set<std::string_view>;  // never iterated
  using Lines = std::unordered_set<std::size_t>;       // never iterated

  /// To be made when all findings are: those that hide their source count. `sources` must outlive the object.
  SecretPlaces(const ir::Module& module, const SourceManager& sources, const DiagnosticSink& diags);

  /// True if a secret of the program, used or not, is given to containers as this variable.
  [[nodiscard]] bool IsSecret(std::string_view variable) const { return names_.contains(variable); }

  /// True if the line at which `place` begins may not be shown. An input is scanned when it is asked for.
  [[nodiscard]] bool Contain(Span place);

  /// `text` with what stands behind names of secrets in its quoted parts left out.
  [[nodiscard]] std::string WithoutValues(std::string_view text) const;

 private:
  /// Hides all lines of a place.
  void Hide(Span place);
  Lines& LinesOf(const SourceManager::File& file);

  const SourceManager& sources_;
  Names names_;
  Names files_;
  std::unordered_map<const SourceManager::File*, Lines> lines_;  // never iterated
};

}  // namespace ovcc
