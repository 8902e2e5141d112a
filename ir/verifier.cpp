// Runs the checks of all passes up to the last one that ran, in pipeline order. What must be present, and not only well
// formed, is asked of the module that the back end reads (form-pods), so that the test of one pass writes no more than
// the pass needs.
#include "ir/verifier.h"

#include <array>

#include "ir/verify_checks.h"

namespace ovcc::ir {
namespace {

/// What holds after a pass. The names are those of passes.def; a test of passes/ compares the two.
struct Stage {
  std::string_view pass;
  void (*check)(const Module&, verify::Violations&);
};

constexpr auto kStages = std::to_array<Stage>({
    {"compose-layers", verify::CheckComposeLayers},
    {"collect-contract", verify::CheckCollectContract},
    {"overlay-deploy", verify::CheckOverlayDeploy},
    {"merge-sidecars", verify::CheckMergeSidecars},
    {"back-volumes", verify::CheckBackVolumes},
    {"merge-security", verify::CheckMergeSecurity},
    {"publish-ports", verify::CheckPublishPorts},
    {"resolve-provides", verify::CheckResolveProvides},
    {"filter-provides", verify::CheckFilterProvides},
    {"bind-env", verify::CheckBindEnv},
    {"enrich-no-proxy", verify::CheckEnrichNoProxy},
    {"require-env", verify::CheckRequireEnv},
    {"plan-secrets", verify::CheckPlanSecrets},
    {"plan-tunnels", verify::CheckPlanTunnels},
    {"form-pods", verify::CheckFormPods},
});

}  // namespace

bool Verify(const Module& module, DiagnosticSink& diags) {
  verify::Violations violations(diags);
  verify::CheckContractLevel(module, violations);
  if (module.after.empty()) return violations.count() == 0;

  const auto* const last = std::ranges::find(kStages, module.after.text(), &Stage::pass);
  if (last == kStages.end()) {
    violations.Add({}, "no pass is called `{}`", module.after.text());
    return false;
  }
  for (const auto* stage = kStages.begin(); stage <= last; ++stage) stage->check(module, violations);
  return violations.count() == 0;
}

std::vector<std::string_view> VerifiedPasses() {
  std::vector<std::string_view> names;
  for (const Stage& stage : kStages) names.push_back(stage.pass);
  return names;
}

}  // namespace ovcc::ir
