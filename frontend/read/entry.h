#pragma once

#include "frontend/read/context.h"
#include "frontend/read/status.h"
#include "ir/deployment.h"

namespace ovcc {

/// The value of a deploy key; null is an entry without content (§16.11). `target` is the caller's. `written` receives
/// what makes up the status and info of the result. Source: §1.3, §17.2.
[[nodiscard]] ir::Entry ReadEntry(ReadContext& context, const yaml::Node& value, WrittenStatus& written);

}  // namespace ovcc
