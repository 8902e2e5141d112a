// Secrets that stand in plain text: in project files, in units, in everything that is made from them. What the contract
// calls a secret is refused by the build already (`secret-in-plaintext`).
#include <algorithm>
#include <unordered_set>

#include "passes/lint/rule.h"
#include "passes/lint/secret_shape.h"

namespace ovcc::lint {
namespace {

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context) {
    for (const Diagnostic& found : context.diags.all()) {
      if (found.info == &diag::SecretInPlaintext.info) reported_.insert(found.span.begin);
    }
  }

  /// The finding, for attaching; null if there is nothing to say.
  Diagnostic* Check(Symbol name, Symbol value, Span span) {
    if (value.empty() || reported_.contains(span.begin)) return nullptr;
    const std::string reason = SecretReason(name.text(), value.text());
    if (reason.empty() || !reported_.insert(span.begin).second) return nullptr;
    Diagnostic& found = context_.diags.Emit(span, diag::SecretLiteral, name.text(), reason);
    found.hide_source = true;
    return &found;
  }

  void Check(const std::vector<ir::EnvEntry>& entries) {
    for (const ir::EnvEntry& entry : entries) Check(entry.name, entry.value, entry.span);
  }

  /// What the contract asks for as an ordinary variable cannot be anything else before the contract is changed.
  void CheckEntry(const ir::Deployment& deployment) {
    const ir::Image* image = context_.module.FindImage(deployment.image);
    for (const ir::EnvEntry& entry : *deployment.entry.env) {
      Diagnostic* found = Check(entry.name, entry.value, entry.span);
      if (found == nullptr || image == nullptr || !image->effective) continue;
      const ir::Contract& contract = image->effective->contract;
      for (const auto* list : {&contract.env_requires, &contract.env_accepts}) {
        const auto asked = std::ranges::find(*list, entry.name, &ir::Dependency::name);
        if (asked == list->end()) continue;
        found->Attach(asked->span, "asked for as an ordinary variable");
        found->Help("declare it as a secret there, and store it with `ovcc secrets provision`");
        break;
      }
    }
  }

  void Check(const std::vector<ir::Provide>& provides) {
    for (const ir::Provide& provide : provides) Check(provide.name, provide.value.value, provide.value.span);
  }

  void Check(const ir::Contract& contract) {
    Check(contract.env_provides);
    for (const auto* list : {&contract.env_accepts, &contract.env_requires}) {
      for (const ir::Dependency& dependency : *list) {
        Check(dependency.name, dependency.default_value.value, dependency.default_value.span);
      }
    }
    for (const ir::McpProvide& server : contract.mcp_provides) Check(server.name, server.url.value, server.url.span);
  }

  void Check(const ir::SidecarSpec& sidecar) {
    if (sidecar.builtin) return;
    Check(sidecar.env);
    Check(sidecar.env_provides);
  }

 private:
  const Context& context_;
  std::unordered_set<std::uint32_t> reported_;  // places; never iterated
};

}  // namespace

void LintSecretLiteral(const Context& context) {
  Checker checker(context);
  const ir::Module& module = context.module;
  for (const ir::Layer& layer : module.layers) {
    checker.Check(layer.contract);
    for (const ir::KeyValue& pair : layer.env) checker.Check(pair.name, pair.value, pair.span);
  }
  for (const ir::Image& image : module.images) {
    checker.Check(image.contract);
    if (image.env) checker.Check(*image.env);
  }
  for (const ir::SidecarSpec& sidecar : module.templates) checker.Check(sidecar);
  for (const ir::EnvRecord& record : module.external_env) checker.Check(record.name, record.value, record.span);
  for (const ir::McpRecord& record : module.external_mcp) checker.Check(record.name, record.url, record.span);
  for (const ir::Deployment& deployment : module.deployments) {
    if (deployment.entry.env) checker.CheckEntry(deployment);
    for (const ir::SidecarSpec& sidecar : deployment.entry.sidecars) checker.Check(sidecar);
  }
}

}  // namespace ovcc::lint
