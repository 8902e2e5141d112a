#pragma once

#include <optional>
#include <span>
#include <string>

#include "backend/backend.h"
#include "driver/explain/context.h"

namespace ovcc::explain {

/// `FILE` or `FILE:LINE`, as typed.
struct UnitQuery {
  std::string file;
  std::optional<std::size_t> line;  // from 1
};

[[nodiscard]] UnitQuery ParseUnitQuery(const std::string& text);

/// The compiled file that people mean: by its name, or by that of a path to where it lies. Null if there is none.
[[nodiscard]] const backend::OutputFile* FindUnit(std::span<const backend::OutputFile> files, const std::string& name);

/// What each line of `unit` is for, or the one that is asked for. `on_disk`: the bytes of the file that the user named,
/// if it exists; a line of it is looked for in what compiles now. A line that is not there gives a note and no line.
[[nodiscard]] UnitExplanation ExplainUnit(Context& context, const backend::OutputFile& unit, const UnitQuery& query,
                                          const std::optional<std::string>& on_disk);

}  // namespace ovcc::explain
