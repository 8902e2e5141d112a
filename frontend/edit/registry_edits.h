#pragma once

#include <vector>

#include "frontend/edit/yaml_edit.h"
#include "ir/module.h"

namespace ovcc::edit {

/// Edits after which `provides` holds every record of a resolved program, in registry order (§16.4); none where it does
/// already, and no registry where nobody provides anything. Source: §4.1, §13.1.
[[nodiscard]] std::vector<Edit> RegistryEdits(const Tree& file, const ir::Module& module);

}  // namespace ovcc::edit
