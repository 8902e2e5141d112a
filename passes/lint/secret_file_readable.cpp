// Files with secrets that every user of the machine can read. The front end has looked at their modes.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "passes/lint/rule.h"
#include "passes/lint/secret_shape.h"

namespace ovcc::lint {
namespace {

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context) {}

  /// Reports a file once, however many entries name it. `shown`: the path as somebody wrote it.
  void CheckEnvFile(const Boxed<ir::EnvFile>& file, std::string_view shown) {
    if (!file || !file->readable_by_all || !seen_.insert(file->path).second) return;
    const auto secret = std::ranges::find_if(
        file->entries, [](const ir::EnvEntry& entry) { return LooksSecret(entry.name.text(), entry.value.text()); });
    if (secret == file->entries.end()) return;
    context_.diags.Emit(file->span, diag::SecretFileReadable, shown,
                        fmt::format("`{}` in it looks like a secret", secret->name.text()));
  }

  void CheckSource(const ir::SecretDeclaration& secret) {
    if (!secret.source_readable_by_all || !seen_.insert(secret.source.value).second) return;
    const std::string_view path = secret.source.text().substr(secret.source.text().find('/'));
    context_.diags.Emit(secret.source.span, diag::SecretFileReadable, path,
                        fmt::format("it is the secret `{}`", secret.name.text()));
  }

 private:
  const Context& context_;
  std::unordered_set<Symbol> seen_;  // paths and sources; never iterated
};

}  // namespace

void LintSecretFileReadable(const Context& context) {
  Checker checker(context);
  for (const ir::Deployment& deployment : context.module.deployments) {
    checker.CheckEnvFile(deployment.env_file, deployment.entry.env_file.text());
    if (deployment.workspace_env) {
      checker.CheckEnvFile(deployment.workspace_env, deployment.workspace_env->path.text());
    }
    if (!deployment.entry.secrets) continue;
    for (const ir::SecretDeclaration& secret : *deployment.entry.secrets) checker.CheckSource(secret);
  }
}

}  // namespace ovcc::lint
