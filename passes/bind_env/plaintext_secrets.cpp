// Secrets that somebody wrote down (§12.4). W52, W63: such values used to end in units and in deploy.yml.
#include "passes/bind_env/plaintext_secrets.h"

#include <algorithm>

namespace ovcc {
namespace {

/// The variables of the secrets of a sidecar, with the places that declare them.
std::unordered_map<Symbol, Span> VariablesOf(const ir::SidecarSpec& sidecar) {
  std::unordered_map<Symbol, Span> places;  // never iterated
  if (!sidecar.secrets) return places;
  for (const ir::SecretDeclaration& secret : *sidecar.secrets) {
    if (!secret.env.empty()) places.try_emplace(secret.env.value, secret.env.span);
  }
  return places;
}

}  // namespace

SecretVariables::SecretVariables(const ir::Module& module) {
  for (const ir::Image& image : module.images) {
    if (!image.effective) continue;
    const ir::Contract& contract = image.effective->contract;
    std::unordered_map<Symbol, Span>& places = by_image_[image.name];
    for (const ir::Dependency& secret : contract.secret_accepts) places.try_emplace(secret.name, secret.span);
    for (const ir::Dependency& secret : contract.secret_requires) places.try_emplace(secret.name, secret.span);
    for (const ir::SecretDeclaration& secret : contract.secrets) {
      if (!secret.env.empty()) places.try_emplace(secret.env.value, secret.env.span);
    }
  }
}

std::optional<Span> SecretVariables::Find(Symbol image, Symbol name) const {
  const auto places = by_image_.find(image);
  if (places == by_image_.end()) return std::nullopt;
  const auto place = places->second.find(name);
  return place == places->second.end() ? std::nullopt : std::optional(place->second);
}

void ReportPlaintext(Span span, Symbol name, Symbol owner, Span declared, DiagnosticSink& diags) {
  Diagnostic& found = diags.Emit(span, diag::SecretInPlaintext, name.text(), owner.text());
  found.hide_source = true;
  if (!declared.empty()) found.Attach(declared, "declared as a secret here");
}

void RefuseSidecarSecrets(const ir::Module& module, ir::Deployment& deployment, DiagnosticSink& diags) {
  const std::size_t count = std::min(deployment.sidecars.size(), deployment.sidecar_containers.size());
  for (std::size_t i = 0; i < count; ++i) {
    const ir::SidecarSpec& sidecar = deployment.sidecars[i];
    const std::unordered_map<Symbol, Span> secrets = VariablesOf(sidecar);  // never iterated
    ir::Container& container = deployment.sidecar_containers[i];
    container.refused.clear();
    std::erase_if(container.env, [&](const ir::EnvBinding& binding) {
      const auto secret = secrets.find(binding.name);
      if (secret == secrets.end()) return false;
      container.refused.push_back({binding.name, binding.origin, binding.source, binding.span});
      ReportPlaintext(binding.span, binding.name, sidecar.name, secret->second, diags);
      for (const ir::OverriddenValue& lost : binding.overridden) {
        ReportPlaintext(lost.span, binding.name, sidecar.name, secret->second, diags);
      }
      return true;
    });
    const ir::SidecarSpec* written = module.FindTemplate(sidecar.name);
    if (written == nullptr) continue;
    const std::unordered_map<Symbol, Span> own = VariablesOf(*written);  // never iterated
    for (const ir::EnvEntry& entry : written->env) {
      const auto secret = own.find(entry.name);
      if (secret != own.end()) ReportPlaintext(entry.span, entry.name, written->name, secret->second, diags);
    }
  }
}

}  // namespace ovcc
