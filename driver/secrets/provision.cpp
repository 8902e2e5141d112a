// What is done with each secret (§10.5), and doing it. W36: nothing is made up for a secret that belongs to somebody
// else; W52: a secret that cannot be stored is reported and never written anywhere instead.
#include "driver/secrets/provision.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ovcc {
namespace {

SecretStep Absent(SecretStep step, const FoundValue& found, bool exists) {
  step.state = exists ? SecretState::Kept : SecretState::Missing;
  step.detail = fmt::format("{}", fmt::join(found.remarks, ", "));
  if (exists) step.detail = "no new value: " + step.detail;
  return step;
}

SecretStep WithValue(SecretStep step, FoundValue found, bool exists) {
  step.warning = std::move(found.warning);
  if (found.bytes.size() > PodmanSecrets::kMostBytes) {
    step.state = SecretState::Refused;
    step.detail = fmt::format("{} holds {} bytes, podman takes at most {}", found.place, found.bytes.size(),
                              PodmanSecrets::kMostBytes);
    return step;
  }
  step.state = exists ? SecretState::Rotated : SecretState::Created;
  step.value = std::move(found.bytes);
  step.detail = "from " + found.place;
  return step;
}

std::expected<SecretStep, std::string> DecideStep(const backend::PlannedSecret& secret, bool exists,
                                                  const ValueFinder& finder, const ValueGenerator& generate) {
  SecretStep step;
  step.secret = &secret;
  if (exists && !secret.rotate) return step;
  auto found = finder.Find(secret);
  if (!found) return std::unexpected(found.error());
  if (!found->bytes.empty()) return WithValue(std::move(step), std::move(*found), exists);
  if (exists || !generate || !backend::MayBeGenerated(secret)) return Absent(std::move(step), *found, exists);
  auto value = generate();
  if (!value) return std::unexpected(fmt::format("{}: {}", value.error().path, value.error().reason));
  step.state = SecretState::Created;
  step.value = std::move(*value);
  step.detail = "random";
  return step;
}

// After a failed replacement only podman knows what is left.
SecretState StateAfterFailure(const SecretStep& step, const PodmanSecrets& podman) {
  if (step.state == SecretState::Created) return SecretState::Failed;
  const auto existing = podman.List();
  return existing && existing->contains(std::string(step.secret->name.text())) ? SecretState::Failed
                                                                               : SecretState::Lost;
}

std::string FailureText(const SecretStep& step, const std::string& reason) {
  if (step.state != SecretState::Lost) return reason;
  return fmt::format("{}; the old `{}` is gone and the new one was not created: run `ovcc secrets provision` again",
                     reason, step.secret->name.text());
}

}  // namespace

std::expected<std::vector<SecretStep>, std::string> DecideSteps(const backend::SecretPlan& plan,
                                                                const std::set<std::string>& existing,
                                                                const ValueFinder& finder,
                                                                const ValueGenerator& generate) {
  std::vector<SecretStep> steps;
  for (const backend::PlannedSecret& secret : plan) {
    auto step = DecideStep(secret, existing.contains(std::string(secret.name.text())), finder, generate);
    if (!step) return std::unexpected(step.error());
    steps.push_back(std::move(*step));
  }
  return steps;
}

std::string PerformSteps(std::vector<SecretStep>& steps, const PodmanSecrets& podman,
                         const std::function<bool()>& stop) {
  std::string failure;
  bool single_step = false;
  if (std::ranges::find(steps, SecretState::Rotated, &SecretStep::state) != steps.end()) {
    const auto known = podman.KnowsReplace();
    single_step = known.value_or(false);
    if (!known) failure = known.error();
  }
  for (SecretStep& step : steps) {
    if (step.state != SecretState::Created && step.state != SecretState::Rotated) continue;
    if (!failure.empty() || stop()) {
      step.state = SecretState::Skipped;
      continue;
    }
    const std::string name(step.secret->name.text());
    const auto done = step.state == SecretState::Created ? podman.Create(name, step.value)
                                                         : podman.Replace(name, step.value, single_step);
    if (done) continue;
    step.state = StateAfterFailure(step, podman);
    failure = FailureText(step, done.error());
  }
  return failure;
}

}  // namespace ovcc
