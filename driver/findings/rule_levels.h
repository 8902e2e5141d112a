#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "frontend/read/settings.h"
#include "support/diagnostics.h"

namespace ovcc {

/// How serious a project takes the findings of one code.
enum class RuleLevel : std::uint8_t { Off, Note, Warning, Error };

/// `off`, `note`, `warning` or `error`.
[[nodiscard]] std::optional<RuleLevel> ParseRuleLevel(std::string_view word);

/// True if every finding of the code is an error of the language: a build refuses it, whatever a project thinks.
[[nodiscard]] bool IsAlwaysError(std::string_view code);

/// The known code nearest to a misspelt one; empty if none is near.
[[nodiscard]] std::string_view NearestCode(std::string_view code);

/// The level of each rule that a project or a run has set.
class RuleLevels {
 public:
  /// Takes over what a `.ovcc.yml` says. Reports `unknown-rule` and `rule-level-invalid`.
  void Read(const ProjectSettings& settings, DiagnosticSink& diags);

  /// `CODE=LEVEL`, stronger than what is set already. What is wrong with it, or nothing.
  [[nodiscard]] std::string Set(std::string_view assignment);

  /// Changes the severity of findings, and takes away those that are off. An error of the language stays one.
  void Apply(DiagnosticSink& diags) const;

 private:
  std::map<std::string, RuleLevel, std::less<>> levels_;
};

}  // namespace ovcc
