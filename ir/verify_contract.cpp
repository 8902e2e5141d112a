// Invariants of the module as the front end builds it, and of what compose-layers and collect-contract add to images
// (§2).
#include "ir/verify_checks.h"

namespace ovcc::ir::verify {
namespace {

template <class List>
void RequireNamed(const List& list, std::string_view what, Violations& violations) {
  for (const auto& element : list) violations.Require(!element.name.empty(), element.span, "{} has no name", what);
  RequireAscending(list, &List::value_type::name, fmt::format("the list of {}s", what), violations);
}

void CheckEnvEntries(const std::vector<EnvEntry>& entries, Violations& violations) {
  for (const EnvEntry& entry : entries) {
    violations.Require(!entry.name.empty(), entry.span, "an environment entry has no name");
    violations.Require(!entry.bare || entry.value.empty(), entry.span, "`{}` is bare but has a value",
                       entry.name.text());
  }
}

void CheckWrittenPorts(const std::vector<PortMapping>& ports, Violations& violations) {
  for (const PortMapping& port : ports) {
    violations.Require(port.automatic || (port.host != 0 && port.container != 0), port.span,
                       "a port mapping has port 0 but is not `auto`");
  }
}

void CheckEnvFile(const Boxed<EnvFile>& file, Violations& violations) {
  if (!file) return;
  violations.Require(IsAbsolute(file->path), file->span, "environment file `{}` is not absolute", file->path.text());
  CheckEnvEntries(file->entries, violations);
}

void CheckEntry(const Deployment& deployment, Violations& violations) {
  const Entry& entry = deployment.entry;
  RequireNamed(entry.sidecars, "sidecar", violations);
  if (entry.ports) CheckWrittenPorts(*entry.ports, violations);
  if (entry.resolved_ports) CheckWrittenPorts(*entry.resolved_ports, violations);
  CheckWrittenPorts(entry.port_overrides, violations);
  if (entry.env) CheckEnvEntries(*entry.env, violations);
  violations.Require(!entry.contract.has_value(), deployment.span,
                     "entry `{}` still has the contract of a foreign image", deployment.key.text());
}

void CheckDeployment(const Module& module, const Deployment& deployment, Violations& violations) {
  std::string key(deployment.base_name.text());
  if (!deployment.instance.empty()) key += fmt::format("/{}", deployment.instance.text());
  violations.Require(!deployment.base_name.empty() && key == deployment.key.text(), deployment.span,
                     "key `{}` of a deployment is not its base and instance `{}`", deployment.key.text(), key);
  violations.Require(deployment.image.empty() || module.FindImage(deployment.image) != nullptr, deployment.span,
                     "deployment `{}` uses image `{}`, which the module does not have", deployment.key.text(),
                     deployment.image.text());
  CheckEntry(deployment, violations);
  CheckEnvFile(deployment.env_file, violations);
  CheckEnvFile(deployment.workspace_env, violations);
}

void CheckMachine(const Module& module, Violations& violations) {
  const auto require_absolute = [&](std::string_view what, Symbol path) {
    violations.Require(path.empty() || IsAbsolute(path), {}, "{} `{}` is not absolute", what, path.text());
  };
  require_absolute("the home folder", module.host.home);
  require_absolute("the path of volumes", module.settings.volumes_path);
  require_absolute("the path of encrypted volumes", module.settings.encrypted_storage_path);
}

void CheckLabels(const Image& image, Violations& violations) {
  const bool has_record = !image.base.empty() || !image.layers.empty() || image.foreign;
  violations.Require(!image.unwritten || (image.labels.has_value() && !has_record), image.span,
                     "image `{}` has no record, but more or less than labels", image.name.text());
  violations.Require(!image.labels || !image.foreign, image.span, "image `{}` has labels but is foreign",
                     image.name.text());
  if (!image.labels) return;
  CheckWrittenPorts(image.labels->ports, violations);
  CheckEnvEntries(image.labels->env, violations);
}

/// Images that a deployment uses, once each, in the order of the deployments.
std::vector<const Image*> ImagesInUse(const Module& module) {
  std::vector<const Image*> images;
  std::unordered_set<Symbol> seen;  // never iterated
  for (const Deployment& deployment : module.deployments) {
    if (!seen.insert(deployment.image).second) continue;
    if (const Image* image = module.FindImage(deployment.image); image != nullptr) images.push_back(image);
  }
  return images;
}

void CheckLayerOrder(const Module& module, const Image& image, const std::vector<Symbol>& layers,
                     Violations& violations) {
  std::unordered_set<Symbol> seen;  // never iterated
  for (const Symbol layer : layers) {
    violations.Require(module.FindLayer(layer) != nullptr, image.span,
                       "image `{}` is made of layer `{}`, which the module does not have", image.name.text(),
                       layer.text());
    violations.Require(seen.insert(layer).second, image.span, "layer `{}` stands twice in the order of image `{}`",
                       layer.text(), image.name.text());
  }
}

void CheckEffectiveContract(const Image& image, const Contract& contract, Violations& violations) {
  const auto require_ascending = [&](std::string_view field, const auto& list) {
    RequireAscending(list, &std::remove_cvref_t<decltype(list)>::value_type::name,
                     fmt::format("{} of image `{}`", field, image.name.text()), violations);
  };
  require_ascending("env-provides", contract.env_provides);
  require_ascending("env-accepts", contract.env_accepts);
  require_ascending("env-requires", contract.env_requires);
  require_ascending("secret-accepts", contract.secret_accepts);
  require_ascending("secret-requires", contract.secret_requires);
  require_ascending("mcp-provides", contract.mcp_provides);
  require_ascending("mcp-accepts", contract.mcp_accepts);
  require_ascending("mcp-requires", contract.mcp_requires);
  require_ascending("volume", contract.volumes);
}

}  // namespace

void CheckContractLevel(const Module& module, Violations& violations) {
  CheckMachine(module, violations);
  RequireNamed(module.layers, "layer", violations);
  RequireNamed(module.images, "image", violations);
  RequireNamed(module.distros, "distro", violations);
  RequireNamed(module.templates, "sidecar template", violations);
  RequireAscending(module.deployments, &Deployment::key, "the list of deployments", violations);
  for (const Image& image : module.images) {
    if (image.ports) CheckWrittenPorts(*image.ports, violations);
    if (image.env) CheckEnvEntries(*image.env, violations);
    CheckLabels(image, violations);
  }
  for (const Deployment& deployment : module.deployments) CheckDeployment(module, deployment, violations);
}

void CheckComposeLayers(const Module& module, Violations& violations) {
  for (const Image* image : ImagesInUse(module)) {
    // Once the effective contract stands, the chain has done its work.
    const bool ends_with_image = !image->chain.empty() && image->chain.back() == image->name;
    violations.Require(image->effective.has_value() || ends_with_image, image->span,
                       "the base chain of image `{}` does not end with it", image->name.text());
    for (const Symbol name : image->chain) {
      violations.Require(module.FindImage(name) != nullptr, image->span,
                         "the base chain of image `{}` names `{}`, which the module does not have", image->name.text(),
                         name.text());
    }
    CheckLayerOrder(module, *image, image->all_layers, violations);
    CheckLayerOrder(module, *image, image->new_layers, violations);
  }
}

void CheckCollectContract(const Module& module, Violations& violations) {
  for (const Image* image : ImagesInUse(module)) {
    if (!image->effective) {
      violations.Add(image->span, "image `{}` is deployed but has no effective contract", image->name.text());
      continue;
    }
    CheckEffectiveContract(*image, image->effective->contract, violations);
    CheckEnvEntries(image->effective->env, violations);
    CheckWrittenPorts(image->effective->ports, violations);
    const Symbol home = image->effective->home;
    violations.Require(home.empty() || IsAbsolute(home), image->span, "home `{}` of image `{}` is not absolute",
                       home.text(), image->name.text());
  }
}

}  // namespace ovcc::ir::verify
