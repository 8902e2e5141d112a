#pragma once

#include <span>
#include <string>
#include <vector>

#include "frontend/read/command_line.h"
#include "frontend/read/context.h"
#include "frontend/read/deploy.h"
#include "ir/module.h"

namespace ovcc {

/// Makes sure that the entry which the flags name exists: a missing one is created if its image does, else reported
/// (`entry-unknown`), as is one of the `others`, which go to other targets. Returns its key, empty if there is none.
/// `module.deployments` is sorted before and after. Source: §18.3.
[[nodiscard]] Symbol EnsureEntry(ReadContext& context, const PlacedFlags& flags, std::span<const StatedTarget> others,
                                 ir::Module& module);

/// Applies flags to an entry whose image is known, as an edit of what the entry says (§13.3). `routed` receives the
/// lines of §5.3.
void ApplyEntryFlags(ReadContext& context, const PlacedFlags& flags, const ir::Module& module,
                     ir::Deployment& deployment, std::vector<std::string>& routed);

}  // namespace ovcc
