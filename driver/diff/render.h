#pragma once

#include <span>
#include <string>
#include <vector>

#include "driver/compare_outputs.h"
#include "driver/diff/services.h"
#include "driver/diff/side.h"

namespace ovcc {

/// The outcome of a comparison.
struct DiffReport {
  Side before;
  Side after;
  std::vector<FileComparison> files;  // of both sides, sorted by name
  std::vector<ServiceChange> services;

  [[nodiscard]] bool IsSame() const;
};

/// For people: a line of counts, what happens to services, then file by file.
[[nodiscard]] std::string DiffText(const DiffReport& report, bool colour);

/// The whole report. Schema: docs/schemas/diff.schema.json.
[[nodiscard]] std::string DiffJson(const DiffReport& report);

}  // namespace ovcc
