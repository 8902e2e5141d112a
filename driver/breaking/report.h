#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc::breaking {

/// What is reported, and under which names.
struct Report {
  const DiagnosticSink& findings;  // settled; labels are consumers
  const SourceManager& sources;
  std::size_t files_before = 0;  // so many files of `sources` are of the earlier revision
  std::string_view against;
  std::string_view level;    // `consumers` or `contract`
  std::size_t left_out = 0;  // findings that concern nobody here and were not asked for
  std::size_t errors = 0;    // why the later revision does not compile

  /// No finding that the project takes for more than a note, and no error.
  [[nodiscard]] bool compatible() const;
};

/// The findings with at most eight consumers each, for people.
[[nodiscard]] DiagnosticSink ForPeople(const DiagnosticSink& findings);

/// The same for annotations, which have a place in the working tree or none: of what is gone the old place is named.
[[nodiscard]] DiagnosticSink ForAnnotations(const Report& report);

/// JSON for scripts: docs/schemas/breaking.schema.json.
[[nodiscard]] std::string BreakingJson(const Report& report);

}  // namespace ovcc::breaking
