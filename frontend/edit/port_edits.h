#pragma once

#include <vector>

#include "frontend/edit/entry_view.h"
#include "frontend/edit/yaml_edit.h"
#include "ir/module.h"

namespace ovcc::edit {

/// Edits that store the ports of a run. With `-p` the whole list goes into `ports` (§8.3), element by element where the
/// entry has one; `auto` and an earlier `resolved_port` make it `resolved_port`, which the next run keeps. Nothing if
/// neither plays a part. `after`: the deployment of `module` after all passes.
[[nodiscard]] std::vector<Edit> PortEdits(const EntryView& view, const ir::Module& module, const ir::Deployment& after);

}  // namespace ovcc::edit
