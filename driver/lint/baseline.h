#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// Findings that a project knows of and does not want to hear of again: how often each fingerprint may come, by code.
/// Errors of the language are never in it.
class Baseline {
 public:
  /// The findings of a settled run.
  [[nodiscard]] static Baseline Of(const DiagnosticSink& diags, const SourceManager& sources);

  /// The error says what is wrong with the text.
  [[nodiscard]] static std::expected<Baseline, std::string> Parse(std::string_view text);

  [[nodiscard]] std::string Print() const;

  /// Takes away the findings that are known, in their order; returns how many.
  std::size_t Apply(DiagnosticSink& diags, const SourceManager& sources) const;

  [[nodiscard]] std::size_t size() const;

 private:
  struct Known {
    std::string code;
    std::string file;
    std::size_t count = 0;
  };
  std::map<std::string, Known, std::less<>> by_fingerprint_;
};

}  // namespace ovcc
