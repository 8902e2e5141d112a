// `ovcc secrets plan|provision|check`: the podman secrets that the units name (§10.4). Only provision changes anything.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <expected>
#include <memory>

#include "backend/secrets/render.h"
#include "driver/command.h"
#include "driver/compilation.h"
#include "driver/held_signals.h"
#include "driver/secrets/podman_secrets.h"
#include "driver/secrets/provision.h"
#include "driver/secrets/random_value.h"
#include "driver/secrets/report.h"
#include "driver/secrets/value_finder.h"
#include "support/text.h"

namespace ovcc {
namespace {

using backend::SecretPlan;

struct SecretsFlags {
  CompileFlags compile;
  std::string format = "text";
  std::string podman = "podman";
  std::vector<std::string> env_files;
  std::string credential_command;
  bool generate = false;
};

void DeclarePodman(CLI::App& app, SecretsFlags& flags) {
  app.add_option("--podman", flags.podman, "another podman program; default: podman, as PATH finds it")
      ->check([](const std::string& program) { return program.empty() ? "it is empty" : ""; })
      ->option_text("PROGRAM")
      ->group("Secrets");
}

void DeclareValues(CLI::App& app, SecretsFlags& flags) {
  app.add_option("--from-env-file", flags.env_files,
                 "file of NAME=VALUE lines for variables that the environment has not; `-` is standard input")
      ->allow_extra_args(false)
      ->option_text("FILE")
      ->group("Secrets");
  app.add_option("--credential-command", flags.credential_command,
                 "run as `PROGRAM SERVICE KEY`; what it prints, less one line break, is the value")
      ->option_text("PROGRAM")
      ->group("Secrets");
  app.add_flag("--generate", flags.generate, "make up random values for secrets of layers that have none")
      ->group("Secrets");
}

// The plan of the program, or the status with which the run ends.
std::expected<SecretPlan, ExitStatus> CompilePlan(const SecretsFlags& flags, const CommandContext& context,
                                                  Compilation& compilation) {
  if (const std::string wrong = CheckCompileFlags(flags.compile); !wrong.empty()) {
    return std::unexpected(UsageError(context, wrong));
  }
  Compile(flags.compile, context, compilation);
  if (!ReportFindings(flags.compile, context, compilation)) return std::unexpected(ExitStatus::Errors);
  if (flags.compile.verify_diagnostics) return std::unexpected(ExitStatus::Done);
  return backend::MakeSecretPlan(compilation.module, flags.compile.only);
}

ExitStatus MachineError(const CommandContext& context, std::string_view message) {
  context.console.Err(fmt::format("ovcc: error: {}\n", message));
  return ExitStatus::Machine;
}

// Split at white space, without a shell.
std::vector<std::string> Words(std::string_view command) {
  std::vector<std::string> words;
  bool in_word = false;
  for (const char c : command) {
    if (!IsSpace(c)) {
      if (!in_word) words.emplace_back();
      words.back() += c;
    }
    in_word = !IsSpace(c);
  }
  return words;
}

// Hides every variable of the program that may hold a secret: also those that this run does not need, as `--only`
// leaves them out or nobody said that an accepted one can be had.
void HideVariables(const ir::Module& module, const HostVariables& variables, HiddenValues& hidden) {
  const auto hide = [&](std::string_view name) {
    hidden.HideVariable(name);
    if (const auto variable = variables.Get(std::string(name))) hidden.HideValue(variable->value);
  };
  for (const auto& [name, variable] : variables.of_files()) hidden.HideVariable(name);
  for (const backend::PlannedSecret& secret : backend::MakeSecretPlan(module, std::nullopt)) {
    for (const backend::SecretPlace& place : PlacesOf(secret)) {
      if (place.kind == backend::SecretPlace::Kind::Variable) hide(place.name);
    }
    for (const Symbol variable : secret.host_variables) hide(variable.text());
  }
  for (const ir::Deployment& deployment : module.deployments) {
    const ir::Image* image = module.FindImage(deployment.image);
    if (image == nullptr || !image->effective) continue;
    for (const ir::Dependency& secret : image->effective->contract.secret_accepts) hide(secret.name.text());
  }
}

bool ReadEnvFiles(const SecretsFlags& flags, const CommandContext& context, HostVariables& variables) {
  for (const std::string& path : flags.env_files) {
    const auto bytes = context.files.Read(InputPath(context, path));
    if (!bytes) {
      MachineError(context, fmt::format("cannot read `{}`: {}", path, bytes.error().reason));
      return false;
    }
    for (const std::size_t line : variables.AddFile(path, *bytes)) {
      context.console.Err(
          fmt::format("ovcc: warning: `{}`, line {}: no NAME=VALUE; a value cannot have a line break here, and "
                      "`export` is not known\n",
                      path, line));
    }
  }
  return true;
}

ExitStatus RunPlan(const SecretsFlags& flags, const CommandContext& context) {
  Compilation compilation;
  const auto plan = CompilePlan(flags, context, compilation);
  if (!plan) return plan.error();
  if (flags.format == "json") {
    context.console.Out(backend::SecretPlanJson(*plan));
  } else if (flags.format == "sh") {
    context.console.Out(backend::SecretPlanScript(*plan));
  } else {
    context.console.Out(backend::SecretPlanTable(*plan));
  }
  return ExitStatus::Done;
}

ExitStatus RunCheck(const SecretsFlags& flags, const CommandContext& context) {
  Compilation compilation;
  const auto plan = CompilePlan(flags, context, compilation);
  if (!plan) return plan.error();
  if (plan->empty()) {
    context.console.Out(backend::SecretPlanTable(*plan));
    return ExitStatus::Done;
  }
  HiddenValues hidden;
  HideVariables(compilation.module, HostVariables(context.environment), hidden);
  const auto existing = PodmanSecrets(flags.podman, context, hidden).List();
  if (!existing) return MachineError(context, existing.error());
  context.console.Out(CheckReport(*plan, *existing));
  const bool complete = std::ranges::all_of(
      *plan, [&](const backend::PlannedSecret& secret) { return existing->contains(std::string(secret.name.text())); });
  return complete ? ExitStatus::Done : ExitStatus::Errors;
}

// Does the steps and tells of them. Signals take effect after the report, so that people know where the run stopped.
ExitStatus Perform(std::vector<SecretStep>& steps, const PodmanSecrets& podman, const CommandContext& context) {
  const HeldSignals held;
  const std::string failure = PerformSteps(steps, podman, [&] { return held.Waiting(); });
  for (const SecretStep& step : steps) {
    if (!step.warning.empty()) context.console.Err(fmt::format("ovcc: warning: {}\n", step.warning));
  }
  context.console.Out(ProvisionReport(steps));
  if (held.Waiting()) context.console.Err("ovcc: stopped by a signal; what is listed above is what was done\n");
  ExitStatus status = ExitStatus::Done;
  if (std::ranges::any_of(steps, [](const SecretStep& step) {
        return step.state == SecretState::Missing || step.state == SecretState::Refused ||
               step.state == SecretState::Skipped;
      })) {
    status = ExitStatus::Errors;
  }
  if (!failure.empty()) status = MachineError(context, failure);
  (void)context.console.Finish();  // before a signal can end the program
  return status;
}

ExitStatus RunProvision(const SecretsFlags& flags, const CommandContext& context) {
  Compilation compilation;
  const auto plan = CompilePlan(flags, context, compilation);
  if (!plan) return plan.error();
  if (plan->empty()) {
    context.console.Out(backend::SecretPlanTable(*plan));
    return ExitStatus::Done;
  }
  HostVariables variables(context.environment);
  if (!ReadEnvFiles(flags, context, variables)) return ExitStatus::Machine;
  HiddenValues hidden;
  HideVariables(compilation.module, variables, hidden);

  const PodmanSecrets podman(flags.podman, context, hidden);
  const auto existing = podman.List();
  if (!existing) return MachineError(context, existing.error());
  const ValueFinder finder(context, variables, Words(flags.credential_command), hidden);
  auto steps = DecideSteps(*plan, *existing, finder, flags.generate ? ValueGenerator(RandomValue) : ValueGenerator());
  if (!steps) return MachineError(context, steps.error());
  for (const SecretStep& step : *steps) hidden.HideValue(step.value);
  return Perform(*steps, podman, context);
}

}  // namespace

CommandRunner DeclareSecrets(CLI::App& app) {
  const auto flags = std::make_shared<SecretsFlags>();
  app.require_subcommand(1);
  const auto declare = [&](const char* name, const char* summary) {
    CLI::App* command = app.add_subcommand(name, summary);
    command->fallthrough();
    DeclareCompileFlags(*command, flags->compile);
    return command;
  };
  CLI::App* plan = declare("plan", "list the podman secrets that the units name, and where their values come from");
  plan->add_option("--format", flags->format, "text, json or sh (a script that provisions); default: text")
      ->check(CLI::IsMember({"text", "json", "sh"}))
      ->option_text("FORM")
      ->group("Secrets");
  CLI::App* provision = declare("provision", "create the ones that are missing, renew the ones that rotate");
  DeclareValues(*provision, *flags);
  DeclarePodman(*provision, *flags);
  CLI::App* check = declare("check", "tell which exist and which are missing, change nothing");
  DeclarePodman(*check, *flags);
  return [flags, plan, provision](const CommandContext& context) {
    if (plan->parsed()) return RunPlan(*flags, context);
    return provision->parsed() ? RunProvision(*flags, context) : RunCheck(*flags, context);
  };
}

}  // namespace ovcc
