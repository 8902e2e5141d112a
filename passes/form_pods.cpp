// Pass form-pods (§11, §17.5): names of units, and what a pod owns instead of its containers: network, ports, shared
// memory and, W35, the user namespace. A deployment has a pod iff a sidecar is attached. Names of the whole program are
// checked here.
#include <algorithm>
#include <utility>

#include "ir/names.h"
#include "passes/form_pods/name_claims.h"
#include "passes/form_pods/networks.h"
#include "passes/pass.h"

namespace ovcc {
namespace {

constexpr std::string_view kTailscale = "tailscale";
constexpr std::string_view kResolverNetwork = "ov";
constexpr std::string_view kPodResolver = "10.89.0.1";  // of podman's first subnet (W44)
constexpr std::string_view kTailnetResolver = "100.100.100.100";
constexpr std::string_view kPodDomain = "dns.podman";

void NameContainers(ir::Deployment& deployment, Interner& names) {
  deployment.app.name = names.Intern(ir::ContainerName(deployment));
  for (std::size_t i = 0; i < deployment.sidecar_containers.size() && i < deployment.sidecars.size(); ++i) {
    const Symbol sidecar = deployment.sidecars[i].name;
    deployment.sidecar_containers[i].name = names.Intern(ir::SidecarContainerName(deployment, sidecar.text()));
  }
}

/// Null if it is not attached.
const ir::SidecarSpec* FindTailscale(const ir::Deployment& deployment) {
  const auto found = std::ranges::find_if(
      deployment.sidecars, [](const ir::SidecarSpec& sidecar) { return sidecar.name.text() == kTailscale; });
  return found == deployment.sidecars.end() ? nullptr : &*found;
}

void SetResolvers(const ir::Deployment& deployment, const ir::SidecarSpec& tailscale, ir::Pod& pod,
                  PassContext& context) {
  pod.dns = {context.names.Intern(kPodResolver), context.names.Intern(kTailnetResolver)};
  pod.dns_search = {context.names.Intern(kPodDomain)};
  if (pod.network.text() == kResolverNetwork) return;
  const bool in_entry = deployment.record_span.Contains(pod.network.span);
  context.diags
      .Emit(in_entry ? pod.network.span : deployment.span, diag::PodDnsNetwork, pod.name.text(), pod.network.text())
      .Attach(tailscale.span, "this sidecar sets the resolver");
}

/// Moves the user namespace of the first container that has one; none keeps its own (W35).
Symbol TakeUserNamespace(ir::Deployment& deployment) {
  Symbol taken = std::exchange(deployment.app.user_namespace, Symbol());
  for (ir::Container& container : deployment.sidecar_containers) {
    const Symbol own = std::exchange(container.user_namespace, Symbol());
    if (taken.empty()) taken = own;
  }
  return taken;
}

ir::Pod FormPod(ir::Deployment& deployment, PassContext& context) {
  ir::Pod pod;
  pod.name = deployment.app.name;
  pod.network = deployment.network;
  if (const ir::SidecarSpec* tailscale = FindTailscale(deployment)) {
    SetResolvers(deployment, *tailscale, pod, context);
  }
  pod.shm_size = std::exchange(deployment.app.security.shm_size, ir::Text());
  pod.user_namespace = TakeUserNamespace(deployment);
  pod.ports = deployment.ports;  // publish-ports has put the sidecars' behind the app's (§17.4)
  return pod;
}

/// Named networks of the program, sorted and unique.
std::vector<Symbol> CollectNetworks(const ir::Module& module, Interner& names) {
  std::vector<Symbol> networks;
  for (const ir::Deployment& deployment : module.deployments) {
    const Symbol network = names.Intern(NamedNetwork(deployment.network.text()));
    if (!network.empty()) networks.push_back(network);
  }
  std::ranges::sort(networks);
  const auto [first, last] = std::ranges::unique(networks);
  networks.erase(first, last);
  return networks;
}

}  // namespace

void FormPods(ir::Module& module, PassContext& context) {
  for (ir::Deployment& deployment : module.deployments) {
    NameContainers(deployment, context.names);
    if (deployment.sidecars.empty()) {
      deployment.app.network = deployment.network;
      deployment.app.ports = deployment.ports;
    } else {
      deployment.pod = FormPod(deployment, context);
    }
  }
  module.networks = CollectNetworks(module, context.names);
  CheckNames(module, context.diags);
}

}  // namespace ovcc
