// Containers that share a namespace of the machine: its network, its shared memory, its control groups.
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

constexpr std::string_view kHost = "host";

/// A namespace with what to do instead of sharing it.
struct Namespace {
  std::string_view name;
  std::string_view help;
};

constexpr Namespace kNetwork = {"network", "name a Podman network, and publish the ports that others need"};
constexpr Namespace kSharedMemory = {"shared memory", "leave `ipc_mode` out, and set `shm_size` to what it needs"};
constexpr Namespace kControlGroups = {"control groups", "write `cgroupns: private`"};

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context) {}

  void Check(const ir::Deployment& deployment, const ir::Container& container, const std::string& who) {
    Report(deployment, container.network, kNetwork, who);
    Report(deployment, container.security.ipc_mode, kSharedMemory, who);
    Report(deployment, container.security.cgroupns, kControlGroups, who);
  }

  void Report(const ir::Deployment& deployment, const ir::Text& mode, const Namespace& shared, const std::string& who) {
    if (mode.text() != kHost) return;
    const Span at = mode.span.empty() ? deployment.span : mode.span;
    places_.Add(at, deployment, [&]() -> Diagnostic& {
      Diagnostic& found = context_.diags.Emit(at, diag::HostNamespace, who, shared.name).Help(std::string(shared.help));
      if (!deployment.record_span.Contains(at)) found.Attach(deployment.span, "deployed here");
      return found;
    });
  }

 private:
  const Context& context_;
  SharedPlaces places_;
};

}  // namespace

void LintHostNamespace(const Context& context) {
  Checker checker(context);
  for (const ir::Deployment& deployment : context.module.deployments) {
    if (deployment.pod) {
      checker.Report(deployment, deployment.pod->network, kNetwork,
                     "the pod of `" + std::string(deployment.key.text()) + "`");
    }
    checker.Check(deployment, deployment.app, AppOf(deployment));
    for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) {
      checker.Check(deployment, deployment.sidecar_containers[i], SidecarOf(deployment, deployment.sidecars[i].name));
    }
  }
}

}  // namespace ovcc::lint
