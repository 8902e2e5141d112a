#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "driver/secrets/fake_podman.h"
#include "driver/secrets/podman_secrets.h"
#include "driver/secrets/provision.h"
#include "driver/secrets/value_finder.h"
#include "support/interner.h"
#include "support/memory_file_system.h"

namespace ovcc {

/// Plans, places for values and a podman, all in memory.
class ProvisionFixture : public testing::Test {
 protected:
  /// A secret with one variable and one credential: of a layer, kept, required.
  [[nodiscard]] backend::PlannedSecret Secret(std::string_view name, std::string_view variable) {
    backend::PlannedSecret secret;
    secret.name = names_.Intern(name);
    secret.required = true;
    if (!variable.empty()) secret.host_variables = {names_.Intern(variable)};
    secret.credentials = {names_.Intern("ov/secret/" + std::string(name))};
    return secret;
  }

  /// One that belongs to a sidecar: rotates.
  [[nodiscard]] backend::PlannedSecret Rotating(std::string_view name, std::string_view variable) {
    backend::PlannedSecret secret = Secret(name, variable);
    secret.kind = ir::SecretKind::Sidecar;
    secret.rotate = true;
    secret.external = true;
    return secret;
  }

  void SetVariables(std::map<std::string, std::string> variables) { environment_ = Environment(std::move(variables)); }

  [[nodiscard]] ValueFinder Finder(std::vector<std::string> credential_command = {}) {
    return {context_, variables_, std::move(credential_command), hidden_};
  }

  /// Steps as provision decides them, with the names that podman has now.
  [[nodiscard]] std::vector<SecretStep> Decide(const backend::SecretPlan& plan, const ValueGenerator& generate = {}) {
    auto steps = DecideSteps(plan, podman_.List().value(), Finder(), generate);
    EXPECT_TRUE(steps.has_value());
    return steps.value_or(std::vector<SecretStep>());
  }

  Interner names_;
  FakePodman processes_;
  MemoryFileSystem files_;
  Environment environment_{{}};
  Console console_{stdout, stderr, false};
  CommandContext context_{console_, environment_, files_, processes_, "/project"};
  HostVariables variables_{environment_};
  HiddenValues hidden_;
  PodmanSecrets podman_{"podman", context_, hidden_};
};

}  // namespace ovcc
