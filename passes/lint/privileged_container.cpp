// Containers that run privileged.
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

void Check(const Context& context, const ir::Deployment& deployment, const ir::Security& security,
           const std::string& who) {
  if (!security.privileged.value_or(false)) return;
  const Span at = security.span.empty() ? deployment.span : security.span;
  Diagnostic& found = context.diags.Emit(at, diag::PrivilegedContainer, who);
  if (at != deployment.span) found.Attach(deployment.span, "deployed here");
}

}  // namespace

void LintPrivilegedContainer(const Context& context) {
  for (const ir::Deployment& deployment : context.module.deployments) {
    Check(context, deployment, deployment.app.security, AppOf(deployment));
    for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) {
      Check(context, deployment, deployment.sidecar_containers[i].security,
            SidecarOf(deployment, deployment.sidecars[i].name));
    }
  }
}

}  // namespace ovcc::lint
