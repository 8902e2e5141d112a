// Host ports below 1024: the kernel keeps them from ordinary users, and the unit fails when it starts.
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

constexpr std::uint16_t kFirstOpenPort = 1024;  // net.ipv4.ip_unprivileged_port_start, as Linux has it

}  // namespace

void LintPortPrivileged(const Context& context) {
  for (const ir::Deployment& deployment : context.module.deployments) {
    for (const ir::PortMapping& port : deployment.ports) {
      if (port.host == 0 || port.host >= kFirstOpenPort) continue;
      context.diags.Emit(port.span, diag::PortPrivileged, deployment.key.text(), port.host)
          .Attach(deployment.span, "deployed here");
    }
  }
}

}  // namespace ovcc::lint
