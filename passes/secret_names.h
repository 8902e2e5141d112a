#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "ir/module.h"

namespace ovcc {

/// The names under which people mean one credential-backed secret of a deployment. Source: §16.3.
struct CredentialNames {
  std::string_view variable;
  std::string slug;
  std::string podman;

  [[nodiscard]] bool Match(std::string_view name) const { return name == variable || name == slug || name == podman; }
};

[[nodiscard]] CredentialNames NamesOfCredential(const ir::Deployment& deployment, Symbol variable);

/// Path in the credential store: the dependency's `key`, else `ov/secret/<name>`. Source: §10.2.
[[nodiscard]] std::string CredentialPath(const ir::Dependency& dependency);

/// The element of the entry's `secrets` that means the credential, or null.
[[nodiscard]] const ir::SecretDeclaration* FindInEntry(const ir::Deployment& deployment, const CredentialNames& names);

/// What `--secrets-available` lists.
class AvailableSecrets {
 public:
  explicit AvailableSecrets(const ir::Options& options);

  /// False: the option is absent, nothing is known.
  [[nodiscard]] bool given() const { return given_; }
  [[nodiscard]] bool Has(const CredentialNames& names) const;

 private:
  bool given_ = false;
  std::unordered_set<std::string_view> names_;  // never iterated
};

}  // namespace ovcc
