// Invariants of containers, tunnels and pods as the back end reads them: passes from bind-env on (§4.3-§4.5, §9-§11).
#include "ir/verify_checks.h"

namespace ovcc::ir::verify {
namespace {

bool Binds(const Container& container, std::string_view name) {
  return std::ranges::any_of(container.env, [&](const EnvBinding& binding) { return binding.name.text() == name; });
}

/// A proxy setting is an assignment; a bare name is none (§16.13).
bool IsProxied(const Container& container) {
  return std::ranges::any_of(container.env, [](const EnvBinding& binding) {
    const std::string_view name = binding.name.text();
    return !binding.bare &&
           (name == "HTTP_PROXY" || name == "HTTPS_PROXY" || name == "http_proxy" || name == "https_proxy");
  });
}

void CheckEnv(const Deployment& deployment, const Container& container, Violations& violations) {
  RequireUnique(container.env, &EnvBinding::name, fmt::format("the environment of `{}`", deployment.key.text()),
                violations);
  for (const EnvBinding& binding : container.env) {
    violations.Require(!binding.name.empty(), binding.span, "a variable of `{}` has no name", deployment.key.text());
    violations.Require(!binding.bare || binding.value.empty(), binding.span, "`{}` of `{}` is bare but has a value",
                       binding.name.text(), deployment.key.text());
  }
}

void CheckSecrets(const Deployment& deployment, const Container& container, Violations& violations) {
  for (const SecretUse& secret : container.secrets) {
    violations.Require(!secret.podman_name.empty(), secret.span, "secret `{}` of `{}` has no name for podman",
                       secret.name.text(), deployment.key.text());
    violations.Require(secret.env.empty() != secret.target.empty(), secret.span,
                       "secret `{}` of `{}` needs a variable or a path, one of them", secret.name.text(),
                       deployment.key.text());
  }
}

void CheckTunnel(const Deployment& deployment, const TunnelPlan& plan, Violations& violations) {
  const std::string_view key = deployment.key.text();
  violations.Require(plan.provider != TunnelProvider::Unknown, deployment.span, "the tunnel of `{}` has no provider",
                     key);
  std::unordered_set<unsigned> host_ports;  // never iterated
  for (const PortMapping& port : deployment.ports) host_ports.insert(port.host);
  for (const TunnelPort& port : plan.ports) {
    violations.Require(host_ports.contains(port.port), deployment.span,
                       "port {} of the tunnel of `{}` is not published", port.port, key);
  }
  if (plan.provider != TunnelProvider::Cloudflare || plan.ports.empty()) return;
  violations.Require(!plan.name.empty() && plan.unit.text().ends_with(".service") && IsAbsolute(plan.config),
                     deployment.span, "the cloudflare tunnel of `{}` lacks its name, unit or ingress file", key);
}

void CheckFinalPorts(const Deployment& deployment, const std::vector<PortMapping>& ports, Violations& violations) {
  for (const PortMapping& port : ports) {
    violations.Require(!port.address.empty() && port.host != 0 && port.container != 0, port.span,
                       "published port {}:{} of `{}` lacks an address or a number", port.host, port.container,
                       deployment.key.text());
  }
}

/// `names` holds the container names of the program so far.
void CheckUnitName(const Deployment& deployment, const Container& container, std::unordered_set<Symbol>& names,
                   Violations& violations) {
  const std::string_view key = deployment.key.text();
  violations.Require(!container.name.empty(), deployment.span, "a container of `{}` has no name", key);
  violations.Require(container.name.empty() || names.insert(container.name).second, deployment.span,
                     "a second container is called `{}`", container.name.text());
  violations.Require(!container.image.empty(), deployment.span, "container `{}` of `{}` has no image",
                     container.name.text(), key);
  CheckFinalPorts(deployment, container.ports, violations);
}

/// What a pod shares stands in the pod only.
void CheckMember(const Deployment& deployment, const Container& container, Violations& violations) {
  const bool owns_nothing = container.network.empty() && container.ports.empty() && container.user_namespace.empty();
  violations.Require(owns_nothing, deployment.span, "container `{}` of `{}` has what its pod owns",
                     container.name.text(), deployment.key.text());
}

void CheckPod(const Deployment& deployment, Violations& violations) {
  const std::string_view key = deployment.key.text();
  violations.Require(deployment.pod.has_value() == !deployment.sidecars.empty(), deployment.span,
                     "deployment `{}` has a pod without a sidecar, or a sidecar without a pod", key);
  if (!deployment.pod) {
    violations.Require(!deployment.app.network.empty(), deployment.span, "container `{}` of `{}` has no network",
                       deployment.app.name.text(), key);
    return;
  }
  violations.Require(!deployment.pod->name.empty() && !deployment.pod->network.empty(), deployment.span,
                     "the pod of `{}` lacks its name or network", key);
  CheckFinalPorts(deployment, deployment.pod->ports, violations);
  CheckMember(deployment, deployment.app, violations);
  for (const Container& sidecar : deployment.sidecar_containers) CheckMember(deployment, sidecar, violations);
}

}  // namespace

void CheckBindEnv(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    CheckEnv(deployment, deployment.app, violations);
    for (const Container& sidecar : deployment.sidecar_containers) CheckEnv(deployment, sidecar, violations);
  }
}

void CheckEnrichNoProxy(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    const Container& app = deployment.app;
    violations.Require(!IsProxied(app) || Binds(app, "NO_PROXY") || Binds(app, "no_proxy"), deployment.span,
                       "deployment `{}` uses a proxy but has no NO_PROXY", deployment.key.text());
  }
}

void CheckRequireEnv(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    const Image* image = module.FindImage(deployment.image);
    if (image == nullptr || !image->effective || image->effective->contract.env_requires.empty()) continue;
    std::unordered_set<Symbol> bound;  // never iterated
    for (const EnvBinding& binding : deployment.app.env) bound.insert(binding.name);
    for (const Dependency& required : image->effective->contract.env_requires) {
      violations.Require(bound.contains(required.name), deployment.span, "nothing binds `{}`, which `{}` requires",
                         required.name.text(), deployment.key.text());
    }
  }
}

void CheckPlanSecrets(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    CheckSecrets(deployment, deployment.app, violations);
    for (const Container& sidecar : deployment.sidecar_containers) CheckSecrets(deployment, sidecar, violations);
  }
}

void CheckPlanTunnels(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    if (deployment.tunnel) CheckTunnel(deployment, *deployment.tunnel, violations);
  }
}

void CheckFormPods(const Module& module, Violations& violations) {
  std::unordered_set<Symbol> names;  // never iterated
  for (const Deployment& deployment : module.deployments) {
    CheckUnitName(deployment, deployment.app, names, violations);
    for (const Container& sidecar : deployment.sidecar_containers)
      CheckUnitName(deployment, sidecar, names, violations);
    CheckPod(deployment, violations);
  }
  for (std::size_t i = 1; i < module.networks.size(); ++i) {
    violations.Require(module.networks[i - 1] < module.networks[i], {}, "network `{}` is not in order",
                       module.networks[i].text());
  }
}

}  // namespace ovcc::ir::verify
