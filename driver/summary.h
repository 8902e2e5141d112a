#pragma once

#include <optional>
#include <span>
#include <string>

#include "driver/live_units.h"
#include "driver/output_folder.h"
#include "ir/module.h"

namespace ovcc {

/// What must exist before the units start: networks, required secrets, mounted encrypted volumes. One line each kind,
/// empty if nothing. With `only` just for that deploy key.
[[nodiscard]] std::string PrerequisiteLines(const ir::Module& module, const std::optional<std::string>& only);

/// What was built, and what is stale in the folder.
[[nodiscard]] std::string ReportLines(const OutputReport& report, std::size_t deployments,
                                      const std::string& directory);

/// Which units are new, changed and gone; `by_hand` ones are told apart, because nothing starts them.
[[nodiscard]] std::string UnitLines(std::span<const LiveUnit> units);

}  // namespace ovcc
