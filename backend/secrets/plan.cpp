// The provisioning manifest (§10.4) as a value: which podman secrets must exist before the units start, who receives
// them and where their values may be. Its printed forms are in json.cpp, table.cpp and script.cpp.
#include "backend/secrets/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ovcc::backend {
namespace {

void AddOnce(std::vector<Symbol>& list, Symbol text) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.push_back(text);
}

void AddReceiver(PlannedSecret& secret, const ir::Deployment& deployment, const ir::Container& container,
                 const ir::SecretUse& use) {
  if (secret.receivers.empty()) {
    secret.name = use.podman_name;
    secret.kind = use.kind;
  }
  secret.required = secret.required || use.required;
  secret.rotate = secret.rotate || use.rotate;
  secret.external = secret.external || use.kind == ir::SecretKind::Sidecar;
  AddOnce(secret.host_variables, use.host_variable);
  AddOnce(secret.credentials, use.credential);
  AddOnce(secret.sources, use.source);
  secret.receivers.push_back({.deploy = deployment.key,
                              .container = container.name,
                              .env = use.env,
                              .target = use.env.empty() ? use.target : Symbol(),
                              .declared_as = use.name});
}

// `ov/api-key/openrouter`: service `ov/api-key`, key `openrouter` (§10.2).
SecretPlace CredentialPlace(Symbol path) {
  const std::string_view text = path.text();
  const std::size_t slash = text.rfind('/');
  if (slash == std::string_view::npos) return {SecretPlace::Kind::Credential, text, ""};
  return {SecretPlace::Kind::Credential, text.substr(slash + 1), text.substr(0, slash)};
}

}  // namespace

SecretPlan MakeSecretPlan(const ir::Module& module, const std::optional<std::string>& only) {
  std::map<Symbol, PlannedSecret> secrets;
  for (const ir::Deployment& deployment : module.deployments) {
    if (only && deployment.key.text() != *only) continue;
    const auto add = [&](const ir::Container& container) {
      for (const ir::SecretUse& use : container.secrets) {
        AddReceiver(secrets[use.podman_name], deployment, container, use);
      }
    };
    add(deployment.app);
    for (const ir::Container& sidecar : deployment.sidecar_containers) add(sidecar);
  }
  SecretPlan plan;
  for (auto& [name, secret] : secrets) plan.push_back(std::move(secret));
  return plan;
}

std::vector<SecretPlace> PlacesOf(const PlannedSecret& secret) {
  constexpr std::string_view kVariable = "env:";
  constexpr std::string_view kFile = "file:";
  std::vector<SecretPlace> places;
  const auto add_credentials = [&] {
    for (const Symbol path : secret.credentials) places.push_back(CredentialPlace(path));
  };
  for (const Symbol source : secret.sources) {
    const std::string_view text = source.text();
    if (text.starts_with(kVariable)) {
      places.push_back({SecretPlace::Kind::Variable, text.substr(kVariable.size()), ""});
    } else if (text.starts_with(kFile)) {
      places.push_back({SecretPlace::Kind::File, text.substr(kFile.size()), ""});
    } else {
      add_credentials();  // `keyring`
    }
  }
  if (!secret.sources.empty()) return places;
  for (const Symbol variable : secret.host_variables) {
    places.push_back({SecretPlace::Kind::Variable, variable.text(), ""});
  }
  add_credentials();
  return places;
}

std::string PlaceText(const SecretPlace& place) {
  switch (place.kind) {
    case SecretPlace::Kind::Variable:
      return fmt::format("variable `{}`", place.name);
    case SecretPlace::Kind::File:
      return fmt::format("file `{}`", place.name);
    case SecretPlace::Kind::Credential:
      return fmt::format("credential `{}/{}`", place.service, place.name);
  }
  return "";
}

bool MayBeGenerated(const PlannedSecret& secret) {
  return secret.kind == ir::SecretKind::Layer && secret.sources.empty();
}

}  // namespace ovcc::backend
