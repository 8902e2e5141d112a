// Containers that share a namespace of the machine: its network, its shared memory, its control groups.
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

constexpr std::string_view kHost = "host";

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context) {}

  void Check(const ir::Deployment& deployment, const ir::Container& container, const std::string& who) {
    Report(deployment, container.network, "network", who);
    Report(deployment, container.security.ipc_mode, "shared memory", who);
    Report(deployment, container.security.cgroupns, "control groups", who);
  }

  void Report(const ir::Deployment& deployment, const ir::Text& mode, std::string_view what, const std::string& who) {
    if (mode.text() != kHost) return;
    const Span at = mode.span.empty() ? deployment.span : mode.span;
    Diagnostic& found = context_.diags.Emit(at, diag::HostNamespace, who, what);
    if (at != deployment.span) found.Attach(deployment.span, "deployed here");
  }

 private:
  const Context& context_;
};

}  // namespace

void LintHostNamespace(const Context& context) {
  Checker checker(context);
  for (const ir::Deployment& deployment : context.module.deployments) {
    if (deployment.pod)
      checker.Report(deployment, deployment.pod->network, "network",
                     "the pod of `" + std::string(deployment.key.text()) + "`");
    checker.Check(deployment, deployment.app, AppOf(deployment));
    for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) {
      checker.Check(deployment, deployment.sidecar_containers[i], SidecarOf(deployment, deployment.sidecars[i].name));
    }
  }
}

}  // namespace ovcc::lint
