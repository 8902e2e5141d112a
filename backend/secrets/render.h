#pragma once

#include <string>

#include "backend/secrets/plan.h"

namespace ovcc::backend {

/// The plan as JSON: `{"format": 1, "secrets": […]}`, keys as in docs/json.md. Ends with a line break.
[[nodiscard]] std::string SecretPlanJson(const SecretPlan& plan);

/// The plan as a table for people. Ends with a line break, also when the plan is empty.
[[nodiscard]] std::string SecretPlanTable(const SecretPlan& plan);

/// The plan as a POSIX shell script that creates what is missing. Every text of the plan is one quoted word of it, so
/// that none can become a command.
[[nodiscard]] std::string SecretPlanScript(const SecretPlan& plan);

}  // namespace ovcc::backend
