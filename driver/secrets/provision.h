#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "backend/secrets/plan.h"
#include "driver/secrets/podman_secrets.h"
#include "driver/secrets/value_finder.h"
#include "support/file_system.h"

namespace ovcc {

/// What becomes of a podman secret.
enum class SecretState : std::uint8_t {
  Created,
  Rotated,  // existed, has the value of this run now
  Kept,     // existed, was not touched
  Missing,  // does not exist, and no place has a value
  Refused,  // podman does not take its value; was not touched
  Skipped,  // was to be created or rotated, but the run stopped before
  Failed,   // podman did not create or rotate it; an old one is still there
  Lost,     // the old one is gone and there is no new one
};

/// One podman secret: first what is to be done with it, later what was done.
struct SecretStep {
  const backend::PlannedSecret* secret = nullptr;
  SecretState state = SecretState::Kept;
  std::string value;    // of Created and Rotated
  std::string detail;   // where the value is from, or why there is none; for people
  std::string warning;  // empty: nothing
};

/// Makes up a value. Empty: nothing may be made up.
using ValueGenerator = std::function<std::expected<std::string, IoError>()>;

/// What is to be done, in order of the plan: an existing secret is kept unless it rotates and there is a value, a
/// missing one is created if there is one. Looks for no value that is not needed. The error says what could not be run.
[[nodiscard]] std::expected<std::vector<SecretStep>, std::string> DecideSteps(const backend::SecretPlan& plan,
                                                                              const std::set<std::string>& existing,
                                                                              const ValueFinder& finder,
                                                                              const ValueGenerator& generate);

/// Does the steps in order, until podman fails or `stop` is true before a step: what is left then is Skipped. A podman
/// that fails once would otherwise lose one old value after the other. The result says what podman did not do; empty:
/// it did everything that it was asked for.
[[nodiscard]] std::string PerformSteps(std::vector<SecretStep>& steps, const PodmanSecrets& podman,
                                       const std::function<bool()>& stop);

}  // namespace ovcc
