#pragma once

#include <string>
#include <vector>

#include "frontend/read/command_line.h"
#include "frontend/read/context.h"
#include "ir/module.h"

namespace ovcc {

/// `--unset`, `-e` and `--clean`. A variable to forget leaves the overrides of attached sidecars and the app's list,
/// which starts as the image's; one that neither sets is `env-not-set`. Each `-e` goes to the one attached sidecar that
/// knows the variable (§5.3), else to the app: appended to the entry's `env` with `Origin::Flag`, behind the elements
/// of the same name (the last value counts, in the place of the first, §4.3). The list starts as the image's where the
/// entry has none (W32), and is empty before with `--clean` (W33). `routed` receives `Routed <KEY> to sidecar <SC>`.
void ApplyEnvFlags(ReadContext& context, const PlacedFlags& flags, const ir::Module& module, ir::Deployment& deployment,
                   std::vector<std::string>& routed);

}  // namespace ovcc
