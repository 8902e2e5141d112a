// Pass require-env (§4.4, §10.2, §16.3): every unmet requirement of every deployment in one run (W20). Changes nothing.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <vector>

#include "passes/bind_env/plaintext_secrets.h"
#include "passes/lint/secret_shape.h"
#include "passes/pass.h"
#include "passes/require_env/misspelt.h"
#include "passes/require_env/offers.h"
#include "passes/secret_names.h"

namespace ovcc {
namespace {

/// Adds where the requirement stands and what it is for.
void Explain(Diagnostic& finding, const ir::Dependency& dependency) {
  if (!dependency.span.empty()) finding.Attach(dependency.span, "required here");
  if (dependency.description.empty()) return;
  finding.Note(fmt::format("`{}`: {}", dependency.name.text(), dependency.description.text()));
}

class Checker {
 public:
  Checker(const ir::Module& module, DiagnosticSink& diags)
      : variables_(module, Offers::What::Variables),
        servers_(module, Offers::What::McpServers),
        secrets_(module),
        available_(module.options),
        diags_(diags) {}

  void Check(const ir::Deployment& deployment, const ir::Contract& contract) {
    CheckEnv(deployment, contract);
    CheckMcp(deployment, contract);
    if (available_.given()) CheckSecrets(deployment, contract);
  }

 private:
  /// A key is enough: an empty value satisfies (§4.4), and so does a bare name (§16.13).
  void CheckEnv(const ir::Deployment& deployment, const ir::Contract& contract) {
    if (contract.env_requires.empty()) return;
    std::unordered_set<Symbol> bound;  // never iterated
    for (const ir::EnvBinding& binding : deployment.app.env) bound.insert(binding.name);
    for (const ir::Dependency& dependency : contract.env_requires) {
      if (bound.contains(dependency.name) || IsRefused(deployment, dependency.name)) continue;
      Diagnostic& finding =
          diags_.Emit(deployment.span, diag::EnvRequiredMissing, deployment.key.text(), dependency.name.text());
      Explain(finding, dependency);
      PointAtMisspelt(deployment, contract, dependency.name, finding);
      for (const Label& offer : variables_.Of(dependency.name)) finding.Attach(offer.span, offer.text);
    }
  }

  static void PointAtMisspelt(const ir::Deployment& deployment, const ir::Contract& contract, Symbol required,
                              Diagnostic& finding) {
    const ir::EnvEntry* misspelt = FindMisspelt(deployment, contract, required);
    if (misspelt == nullptr) return;
    const bool in_file = misspelt->origin != ir::Origin::Deploy && misspelt->origin != ir::Origin::Image;
    const bool secret = lint::LooksSecret(required.text(), misspelt->value.text());
    finding.labels.push_back({.span = misspelt->span,
                              .text = fmt::format("`{}` is set here", misspelt->name.text()),
                              .hide_source = in_file || secret});
    finding.Help(fmt::format("did you mean `{}` where `{}` is set?", required.text(), misspelt->name.text()));
  }

  /// True if a value was written that bind-env refused, because it is a secret's: it is not missing.
  [[nodiscard]] bool IsRefused(const ir::Deployment& deployment, Symbol name) const {
    if (!secrets_.Find(deployment.image, name)) return false;
    const auto has = [name](const std::vector<ir::EnvEntry>& entries) {
      return std::ranges::find(entries, name, &ir::EnvEntry::name) != entries.end();
    };
    const auto file_has = [&has](const Boxed<ir::EnvFile>& file) { return file && has(file->entries); };
    return has(deployment.written_env) || file_has(deployment.env_file) || file_has(deployment.workspace_env);
  }

  void CheckMcp(const ir::Deployment& deployment, const ir::Contract& contract) {
    if (contract.mcp_requires.empty()) return;
    std::unordered_set<Symbol> servers;  // never iterated
    for (const ir::KeyValue& server : deployment.mcp_servers) servers.insert(server.name);
    for (const ir::Dependency& dependency : contract.mcp_requires) {
      if (servers.contains(dependency.name)) continue;
      Diagnostic& finding =
          diags_.Emit(deployment.span, diag::McpRequiredMissing, deployment.key.text(), dependency.name.text());
      Explain(finding, dependency);
      for (const Label& offer : servers_.Of(dependency.name)) finding.Attach(offer.span, offer.text);
    }
  }

  void CheckSecrets(const ir::Deployment& deployment, const ir::Contract& contract) {
    for (const ir::Dependency& dependency : contract.secret_requires) {
      const CredentialNames names = NamesOfCredential(deployment, dependency.name);
      if (available_.Has(names) || FindInEntry(deployment, names) != nullptr) continue;
      Diagnostic& finding =
          diags_.Emit(deployment.span, diag::SecretRequiredMissing, deployment.key.text(), dependency.name.text());
      Explain(finding, dependency);
      finding.Note(fmt::format("its path in the credential store is `{}`", CredentialPath(dependency)));
    }
  }

  Offers variables_;
  Offers servers_;
  SecretVariables secrets_;
  AvailableSecrets available_;
  DiagnosticSink& diags_;
};

}  // namespace

void RequireEnv(ir::Module& module, PassContext& context) {
  Checker checker(module, context.diags);
  for (const ir::Deployment& deployment : module.deployments) {
    const ir::Image* image = module.FindImage(deployment.image);
    if (image != nullptr && image->effective) checker.Check(deployment, image->effective->contract);
  }
}

}  // namespace ovcc
