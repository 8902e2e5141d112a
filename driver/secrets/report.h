#pragma once

#include <set>
#include <string>
#include <vector>

#include "backend/secrets/plan.h"
#include "driver/secrets/provision.h"

namespace ovcc {

/// A line for each step and one that counts. Never a value.
[[nodiscard]] std::string ProvisionReport(const std::vector<SecretStep>& steps);

/// A line for each secret of the plan, present or missing, and one that counts.
[[nodiscard]] std::string CheckReport(const backend::SecretPlan& plan, const std::set<std::string>& existing);

}  // namespace ovcc
