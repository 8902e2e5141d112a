// Which secret somebody means, and whether its value is at hand (§16.3). Used by require-env and plan-secrets alike, so
// that both judge by one rule.
#include "passes/secret_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "ir/names.h"

namespace ovcc {

CredentialNames NamesOfCredential(const ir::Deployment& deployment, Symbol variable) {
  return {variable.text(), ir::SecretSlug(variable.text()), ir::CredentialSecretName(deployment, variable.text())};
}

std::string CredentialPath(const ir::Dependency& dependency) {
  if (!dependency.key.empty()) return std::string(dependency.key.text());
  return fmt::format("ov/secret/{}", dependency.name.text());
}

const ir::SecretDeclaration* FindInEntry(const ir::Deployment& deployment, const CredentialNames& names) {
  if (!deployment.entry.secrets) return nullptr;
  const auto found = std::ranges::find_if(
      *deployment.entry.secrets, [&](const ir::SecretDeclaration& secret) { return names.Match(secret.name.text()); });
  return found == deployment.entry.secrets->end() ? nullptr : &*found;
}

AvailableSecrets::AvailableSecrets(const ir::Options& options) : given_(options.secrets_available.has_value()) {
  if (!given_) return;
  for (const Symbol name : *options.secrets_available) names_.insert(name.text());
}

bool AvailableSecrets::Has(const CredentialNames& names) const {
  return names_.contains(names.variable) || names_.contains(names.slug) || names_.contains(names.podman);
}

}  // namespace ovcc
