// Secrets that somebody wrote down (§12.4). W52, W63: such values used to end in units and in deploy.yml.
#include "passes/bind_env/plaintext_secrets.h"

#include <algorithm>

namespace ovcc {
namespace {

std::unordered_set<Symbol> VariablesOf(const ir::SidecarSpec& sidecar) {
  std::unordered_set<Symbol> names;  // never iterated
  if (!sidecar.secrets) return names;
  for (const ir::SecretDeclaration& secret : *sidecar.secrets) {
    if (!secret.env.empty()) names.insert(secret.env.value);
  }
  return names;
}

}  // namespace

SecretVariables::SecretVariables(const ir::Module& module) {
  for (const ir::Image& image : module.images) {
    if (!image.effective) continue;
    const ir::Contract& contract = image.effective->contract;
    std::unordered_set<Symbol>& names = by_image_[image.name];
    for (const ir::Dependency& secret : contract.secret_accepts) names.insert(secret.name);
    for (const ir::Dependency& secret : contract.secret_requires) names.insert(secret.name);
    for (const ir::SecretDeclaration& secret : contract.secrets) {
      if (!secret.env.empty()) names.insert(secret.env.value);
    }
  }
}

bool SecretVariables::Has(Symbol image, Symbol name) const {
  const auto found = by_image_.find(image);
  return found != by_image_.end() && found->second.contains(name);
}

void ReportPlaintext(Span span, Symbol name, Symbol owner, DiagnosticSink& diags) {
  diags.Emit(span, diag::SecretInPlaintext, name.text(), owner.text()).hide_source = true;
}

void RefuseSidecarSecrets(const ir::Module& module, ir::Deployment& deployment, DiagnosticSink& diags) {
  const std::size_t count = std::min(deployment.sidecars.size(), deployment.sidecar_containers.size());
  for (std::size_t i = 0; i < count; ++i) {
    const ir::SidecarSpec& sidecar = deployment.sidecars[i];
    const std::unordered_set<Symbol> names = VariablesOf(sidecar);  // never iterated
    ir::Container& container = deployment.sidecar_containers[i];
    container.refused.clear();
    std::erase_if(container.env, [&](const ir::EnvBinding& binding) {
      if (!names.contains(binding.name)) return false;
      container.refused.push_back({binding.name, binding.origin, binding.source, binding.span});
      ReportPlaintext(binding.span, binding.name, sidecar.name, diags);
      for (const ir::OverriddenValue& lost : binding.overridden) {
        ReportPlaintext(lost.span, binding.name, sidecar.name, diags);
      }
      return true;
    });
    const ir::SidecarSpec* written = module.FindTemplate(sidecar.name);
    if (written == nullptr) continue;
    const std::unordered_set<Symbol> own = VariablesOf(*written);  // never iterated
    for (const ir::EnvEntry& entry : written->env) {
      if (own.contains(entry.name)) ReportPlaintext(entry.span, entry.name, written->name, diags);
    }
  }
}

}  // namespace ovcc
