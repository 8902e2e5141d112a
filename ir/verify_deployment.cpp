// Invariants of deployments while the passes from overlay-deploy to filter-provides fill them (§3-§8), and of the
// registry.
#include "ir/verify_checks.h"

namespace ovcc::ir::verify {
namespace {

void CheckMounts(const Deployment& deployment, const Container& container, Violations& violations) {
  bool seen_bind = false;
  std::unordered_set<Symbol> targets;  // never iterated
  for (const Mount& mount : container.mounts) {
    const bool is_bind = mount.type != VolumeType::Named;
    const std::string_view name = mount.name.text();
    const std::string_view key = deployment.key.text();
    violations.Require(IsAbsolute(mount.target), mount.span, "target `{}` of volume `{}` of `{}` is not absolute",
                       mount.target.text(), name, key);
    violations.Require(is_bind ? IsAbsolute(mount.source) : !mount.source.empty(), mount.span,
                       "volume `{}` of `{}` has the source `{}`", name, key, mount.source.text());
    violations.Require(is_bind || !seen_bind, mount.span, "the named volume `{}` of `{}` stands behind a bind", name,
                       key);
    violations.Require(targets.insert(mount.target).second, mount.span, "two volumes of `{}` are mounted at `{}`", key,
                       mount.target.text());
    seen_bind = seen_bind || is_bind;
  }
}

/// systemd reads a lower-case suffix as no limit at all (§7.5).
void CheckMemorySizes(const Deployment& deployment, const Security& security, Violations& violations) {
  for (const Text* size : {&security.memory_max, &security.memory_high, &security.memory_swap_max}) {
    const bool lower = !size->empty() && std::string_view("kmgt").find(size->text().back()) != std::string_view::npos;
    violations.Require(!lower, size->span, "memory size `{}` of `{}` is not spelt for systemd", size->text(),
                       deployment.key.text());
  }
}

/// External records first, compiled ones by source. `Record` is of either registry.
template <class Record>
void CheckRegistry(const Module& module, const std::vector<Record>& records, Violations& violations) {
  const Record* before = nullptr;
  for (const Record& record : records) {
    violations.Require(!record.name.empty(), record.span, "a record of `{}` has no name", record.source.text());
    violations.Require(record.external || module.FindDeployment(record.source) != nullptr, record.span,
                       "`{}` comes from `{}`, which is no deployment", record.name.text(), record.source.text());
    if (before != nullptr && !before->external) {
      violations.Require(!record.external, record.span, "the external record `{}` stands behind a compiled one",
                         record.name.text());
      violations.Require(record.external || before->source <= record.source, record.span,
                         "the records of `{}` stand behind those of `{}`", record.source.text(), before->source.text());
    }
    before = &record;
  }
}

}  // namespace

void CheckOverlayDeploy(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    for (const EnvEntry& entry : deployment.written_env) {
      violations.Require(!entry.name.empty(), entry.span, "an environment entry of `{}` has no name",
                         deployment.key.text());
    }
  }
}

void CheckMergeSidecars(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    RequireAscending(deployment.sidecars, &SidecarSpec::name,
                     fmt::format("the sidecars of `{}`", deployment.key.text()), violations);
    violations.Require(deployment.sidecars.size() == deployment.sidecar_containers.size(), deployment.span,
                       "deployment `{}` has {} sidecars but {} containers for them", deployment.key.text(),
                       deployment.sidecars.size(), deployment.sidecar_containers.size());
  }
}

void CheckBackVolumes(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    CheckMounts(deployment, deployment.app, violations);
    for (const Container& sidecar : deployment.sidecar_containers) CheckMounts(deployment, sidecar, violations);
  }
}

void CheckMergeSecurity(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    CheckMemorySizes(deployment, deployment.app.security, violations);
    for (const Container& sidecar : deployment.sidecar_containers) {
      CheckMemorySizes(deployment, sidecar.security, violations);
    }
  }
}

void CheckPublishPorts(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    for (const PortMapping& port : deployment.ports) {
      violations.Require(!port.address.empty() && port.host != 0 && port.container != 0, port.span,
                         "port {}:{} of `{}` lacks an address or a number", port.host, port.container,
                         deployment.key.text());
    }
  }
}

void CheckResolveProvides(const Module& module, Violations& violations) {
  CheckRegistry(module, module.env_registry, violations);
  CheckRegistry(module, module.mcp_registry, violations);
}

void CheckFilterProvides(const Module& module, Violations& violations) {
  for (const Deployment& deployment : module.deployments) {
    RequireUnique(deployment.injected, &EnvBinding::name,
                  fmt::format("what `{}` receives from others", deployment.key.text()), violations);
    for (const EnvBinding& binding : deployment.injected) {
      violations.Require(binding.origin == Origin::Provide || binding.origin == Origin::Mcp, binding.span,
                         "`{}` of `{}` is injected but nobody provides it", binding.name.text(), deployment.key.text());
    }
  }
}

}  // namespace ovcc::ir::verify
