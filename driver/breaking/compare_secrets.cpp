// Secrets that are needed now and were not before: whoever deploys the image has to provide them first.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"

namespace ovcc::breaking {
namespace {

struct NeededSecret {
  const ir::SecretUse* use;
  std::vector<Consumer> consumers;
};
using NeededSecrets = std::map<std::uint32_t, NeededSecret>;  // by the place of the declaration

template <class Function>
void ForEachRequired(const ir::Deployment& deployment, Function function) {
  const auto visit = [&](const ir::Container& container) {
    for (const ir::SecretUse& use : container.secrets) {
      if (use.required) function(use);
    }
  };
  visit(deployment.app);
  std::ranges::for_each(deployment.sidecar_containers, visit);
}

NeededSecrets FindNew(const Revisions& revisions) {
  NeededSecrets needed;
  for (const DeploymentPair& pair : revisions.deployments()) {
    std::set<Symbol> before;
    ForEachRequired(*pair.before, [&](const ir::SecretUse& use) { before.insert(use.podman_name); });
    ForEachRequired(*pair.after, [&](const ir::SecretUse& use) {
      if (!before.insert(use.podman_name).second) return;
      NeededSecret& secret = needed.try_emplace(use.span.begin, NeededSecret{&use, {}}).first->second;
      secret.consumers.push_back({pair.after->span, fmt::format("{} needs it", Quoted(pair.after->key))});
    });
  }
  return needed;
}

class Secrets {
 public:
  explicit Secrets(Revisions& revisions) : revisions_(revisions), needed_(FindNew(revisions)) {}

  void CompareOwner(const OwnerPair& pair) {
    const ir::Contract& now = *pair.after->contract;
    for (const ir::Dependency& secret : now.secret_requires) {
      const bool known =
          pair.before != nullptr && FindNamed(pair.before->contract->secret_requires, secret.name) != nullptr;
      if (!known) Report(pair, secret.name, secret.span);
    }
    for (const ir::SecretDeclaration& secret : now.secrets) {
      const bool known = pair.before != nullptr && FindNamed(pair.before->contract->secrets, secret.name) != nullptr;
      if (!known) Report(pair, secret.name, secret.span);
    }
  }

  /// Those of sidecars and of deploy entries.
  void ReportOthers() {
    for (const auto& [place, secret] : needed_) {
      revisions_.Report(secret.consumers, secret.use->span, diag::BreakingSecretAdded, "the deployment",
                        secret.use->name.text());
    }
  }

 private:
  void Report(const OwnerPair& pair, Symbol name, Span span) {
    const auto found = needed_.find(span.begin);
    if (found == needed_.end()) {
      if (pair.before != nullptr)
        revisions_.Report({}, span, diag::BreakingSecretAdded, pair.after->Title(), name.text());
      return;
    }
    revisions_.Report(found->second.consumers, span, diag::BreakingSecretAdded, pair.after->Title(), name.text());
    needed_.erase(found);
  }

  Revisions& revisions_;
  NeededSecrets needed_;
};

}  // namespace

void CompareSecrets(Revisions& revisions) {
  Secrets secrets(revisions);
  for (const OwnerPair& pair : revisions.owners()) {
    if (pair.after != nullptr) secrets.CompareOwner(pair);
  }
  secrets.ReportOthers();
}

}  // namespace ovcc::breaking
