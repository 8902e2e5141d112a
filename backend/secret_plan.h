#pragma once

#include <string>

#include "ir/module.h"

namespace ovcc::backend {

/// The provisioning manifest (§10.4) as JSON: each podman secret once, sorted by name, with who uses it and where its
/// value comes from. Never a value.
[[nodiscard]] std::string SecretPlanJson(const ir::Module& module);

}  // namespace ovcc::backend
