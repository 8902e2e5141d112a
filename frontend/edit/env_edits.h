#pragma once

#include <optional>
#include <vector>

#include "frontend/edit/yaml_edit.h"
#include "ir/env_binding.h"

namespace ovcc::edit {

/// One element for each variable: of several the last value, in the place of the first. Source: §4.3.
[[nodiscard]] std::vector<ir::EnvEntry> LastValues(const std::vector<ir::EnvEntry>& list);

/// True if both give the same variables the same values.
[[nodiscard]] bool SameVariables(const std::vector<ir::EnvEntry>& a, const std::vector<ir::EnvEntry>& b);

/// Edits after which the `env` at `path`, now `current` (null: none), says what `wanted` says: elements of the same key
/// are replaced where they stand, new ones follow in their order, others go (§4.8). A new one is a list, or a mapping
/// where `as_map`. Nothing if `current` is a mapping, which has no way to write a bare name.
[[nodiscard]] std::optional<std::vector<Edit>> EnvEdits(const Path& path, const Tree* current,
                                                        const std::vector<ir::EnvEntry>& wanted, bool as_map);

}  // namespace ovcc::edit
