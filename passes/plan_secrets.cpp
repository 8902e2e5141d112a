// Pass plan-secrets (§10, §16.3): which secrets every container receives, under which podman name and where their
// values come from. Names and places only: no value is ever read. W36: a sidecar's secret comes from outside and is
// rotated; W49: the `source` of an entry's secret is kept; W53: what a machine has at hand decides nothing unless it is
// an option of the run.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ir/names.h"
#include "passes/pass.h"
#include "passes/secret_names.h"
#include "support/suggest.h"

namespace ovcc {
namespace {

constexpr std::size_t kLongestPodmanName = 253;  // bytes; Podman's own limit

void CheckLength(const ir::SecretUse& use, DiagnosticSink& diags) {
  const std::string_view name = use.podman_name.text();
  if (name.size() > kLongestPodmanName) diags.Emit(use.span, diag::SecretNameTooLong, name, name.size());
}

std::string Describe(const ir::SecretUse& use) {
  switch (use.kind) {
    case ir::SecretKind::Layer:
      return fmt::format("layer secret `{}`", use.name.text());
    case ir::SecretKind::Credential:
      return fmt::format("credential `{}`", use.name.text());
    case ir::SecretKind::Sidecar:
      return fmt::format("sidecar secret `{}`", use.name.text());
    case ir::SecretKind::Deploy:
      return fmt::format("deploy secret `{}`", use.name.text());
  }
  return "";
}

std::vector<std::string_view> DeclaredNames(const ir::Contract& contract) {
  std::vector<std::string_view> names;
  for (const ir::SecretDeclaration& secret : contract.secrets) names.push_back(secret.name.text());
  return names;
}

/// The name of a credential is its variable's, so it is the other one that can be renamed.
std::string WayOut(const ir::SecretUse& first, const ir::SecretUse& second) {
  const ir::SecretUse& renamed = first.kind == ir::SecretKind::Credential ? second : first;
  return fmt::format("rename the {}", Describe(renamed));
}

/// Lists the secrets of one app container, in the order of their lines.
class AppPlan {
 public:
  AppPlan(const ir::Deployment& deployment, const AvailableSecrets& available, PassContext& context)
      : deployment_(deployment), available_(available), context_(context) {}

  std::vector<ir::SecretUse> Make(const ir::Contract& contract) {
    for (const ir::SecretDeclaration& secret : contract.secrets) AddOfLayer(secret);
    for (const ir::Dependency& secret : contract.secret_requires) AddCredential(secret, true);
    for (const ir::Dependency& secret : contract.secret_accepts) AddCredential(secret, false);
    AddOfEntry(contract);
    return std::move(uses_);
  }

 private:
  Symbol Intern(std::string_view text) { return context_.names.Intern(text); }

  Symbol TargetOf(const ir::SecretDeclaration& secret) {
    if (!secret.target.empty()) return secret.target.value;
    return Intern(fmt::format("/run/secrets/{}", secret.name.text()));
  }

  void AddOfLayer(const ir::SecretDeclaration& secret) {
    const std::string podman_name = ir::LayerSecretName(deployment_, secret.name.text());
    ir::SecretUse use = Named(ir::SecretKind::Layer, secret.name, podman_name, secret.span);
    use.credential = Intern(fmt::format("ov/secret/{}", podman_name));
    use.env = secret.env.value;  // §16.12: wins over `target`
    use.host_variable = secret.env.value;
    if (use.env.empty()) use.target = TargetOf(secret);
    if (deployment_.entry.secrets) {
      for (const ir::SecretDeclaration& written : *deployment_.entry.secrets) {
        if (written.name.text() != secret.name.text() && written.name.text() != podman_name) continue;
        use.source = written.source.value;
        matched_.insert(&written);
      }
    }
    Add(use);
  }

  /// §16.3: a required one always, an accepted one only if its value is at hand. Required by one layer and accepted by
  /// another is one required secret (§16.18).
  void AddCredential(const ir::Dependency& secret, bool required) {
    if (!credentials_.insert(secret.name).second) return;
    const CredentialNames names = NamesOfCredential(deployment_, secret.name);
    const ir::SecretDeclaration* written = FindInEntry(deployment_, names);
    if (written != nullptr) matched_.insert(written);
    ir::SecretUse use = Named(ir::SecretKind::Credential, secret.name, names.podman, secret.span);
    use.env = secret.name;
    use.host_variable = secret.name;
    use.credential = Intern(CredentialPath(secret));
    if (written != nullptr) use.source = written->source.value;
    use.required = required;
    use.rotate = true;
    if (required || written != nullptr || available_.Has(names)) {
      Add(use);
    } else {
      CheckShared(use);  // its value may come any day
    }
  }

  /// What only the entry names is added as a file.
  void AddOfEntry(const ir::Contract& contract) {
    if (!deployment_.entry.secrets) return;
    std::unordered_set<Symbol> seen;  // never iterated
    for (const ir::SecretDeclaration& secret : *deployment_.entry.secrets) {
      if (matched_.contains(&secret) || !seen.insert(secret.name).second) continue;
      context_.diags.Emit(secret.span, diag::SecretUnknown, secret.name.text(), deployment_.image.text())
          .Suggest(Nearest(secret.name.text(), DeclaredNames(contract)));
      const std::string podman_name = ir::LayerSecretName(deployment_, secret.name.text());
      ir::SecretUse use = Named(ir::SecretKind::Deploy, secret.name, podman_name, secret.span);
      use.target = TargetOf(secret);
      use.credential = Intern(fmt::format("ov/secret/{}", podman_name));
      use.source = secret.source.value;
      Add(use);
    }
  }

  ir::SecretUse Named(ir::SecretKind kind, Symbol name, std::string_view podman_name, Span span) {
    ir::SecretUse use;
    use.kind = kind;
    use.name = name;
    use.podman_name = Intern(podman_name);
    use.span = span;
    CheckLength(use, context_.diags);
    return use;
  }

  /// One podman secret holds one thing; only a layer secret may be given out twice, under two variables (§10.1, W38).
  void CheckShared(const ir::SecretUse& use) {
    const ir::SecretUse& first = by_podman_name_.try_emplace(use.podman_name, use).first->second;
    if (first.kind == use.kind && first.name == use.name) return;
    context_.diags.Emit(use.span, diag::SecretNameShared, use.podman_name.text(), Describe(first), Describe(use))
        .Attach(first.span, "the other one")
        .Help(WayOut(first, use));
  }

  void Add(const ir::SecretUse& use) {
    CheckShared(use);
    uses_.push_back(use);
  }

  const ir::Deployment& deployment_;
  const AvailableSecrets& available_;
  PassContext& context_;
  std::vector<ir::SecretUse> uses_;
  std::unordered_map<Symbol, ir::SecretUse> by_podman_name_;  // the first of each name; never iterated
  std::unordered_set<Symbol> credentials_;                    // never iterated
  std::unordered_set<const ir::SecretDeclaration*> matched_;  // of the entry; never iterated
};

std::vector<ir::SecretUse> SecretsOfSidecar(const ir::Deployment& deployment, const ir::SidecarSpec& sidecar,
                                            PassContext& context) {
  std::vector<ir::SecretUse> uses;
  if (!sidecar.secrets) return uses;
  for (const ir::SecretDeclaration& secret : *sidecar.secrets) {
    // Without either there is no line (§11.3); the front end has reported it.
    if (secret.env.empty() && secret.target.empty()) continue;
    const std::string podman_name = ir::SidecarResourceName(deployment, sidecar.name.text(), secret.name.text());
    ir::SecretUse use;
    use.kind = ir::SecretKind::Sidecar;
    use.name = secret.name;
    use.podman_name = context.names.Intern(podman_name);
    use.env = secret.env.value;
    if (use.env.empty()) use.target = secret.target.value;
    // merge-sidecars has filled the parameters into `env_from` (§5.5).
    use.host_variable = secret.env_from.empty() ? secret.env.value : secret.env_from.value;
    use.credential = context.names.Intern(fmt::format("ov/secret/{}", podman_name));
    use.source = secret.source.value;
    use.rotate = true;
    use.span = secret.span;
    CheckLength(use, context.diags);
    uses.push_back(use);
  }
  return uses;
}

}  // namespace

void PlanSecrets(ir::Module& module, PassContext& context) {
  const AvailableSecrets available(module.options);
  for (ir::Deployment& deployment : module.deployments) {
    const ir::Image* image = module.FindImage(deployment.image);
    if (image != nullptr && image->effective) {
      deployment.app.secrets = AppPlan(deployment, available, context).Make(image->effective->contract);
    }
    const std::size_t count = std::min(deployment.sidecars.size(), deployment.sidecar_containers.size());
    for (std::size_t i = 0; i < count; ++i) {
      deployment.sidecar_containers[i].secrets = SecretsOfSidecar(deployment, deployment.sidecars[i], context);
    }
  }
}

}  // namespace ovcc
