#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "backend/backend.h"
#include "ir/module.h"
#include "support/interner.h"

namespace ovcc::backend {

/// Builds resolved modules by hand, for tests of the back end. Every text gets a span of its own, so that a test can
/// tell which one is blamed.
class TestModule {
 public:
  TestModule() {
    module.after = Name("form-pods");
    module.host.home = Name("/home/op");
    module.settings.secret_backend = Name("auto");
  }

  [[nodiscard]] Symbol Name(std::string_view text) { return names_.Intern(text); }
  [[nodiscard]] ir::Text Text(std::string_view text) { return {Name(text), NextSpan()}; }
  [[nodiscard]] std::vector<ir::Text> Texts(const std::vector<std::string_view>& texts) {
    std::vector<ir::Text> list;
    for (const std::string_view text : texts) list.push_back(Text(text));
    return list;
  }

  /// A deployment `IMG` or `IMG/INST` that works, in plain mode on the network `ov`.
  ir::Deployment& Deploy(std::string_view key, std::string_view image) {
    ir::Deployment& deployment = module.deployments.emplace_back();
    const std::size_t slash = key.find('/');
    deployment.key = Name(key);
    deployment.base_name = Name(key.substr(0, slash));
    std::string container = "ov-" + std::string(deployment.base_name.text());
    if (slash != std::string_view::npos) {
      deployment.instance = Name(key.substr(slash + 1));
      container += "-" + std::string(deployment.instance.text());
    }
    deployment.span = NextSpan();
    deployment.status = ir::Status::Working;
    deployment.network = Text("ov");
    deployment.app.name = Name(container);
    deployment.app.image = Text(image);
    deployment.app.working_dir = Name("/home/user");
    deployment.app.network = deployment.network;
    deployment.app.command = Texts({"supervisord", "-n", "-c", "/etc/supervisord.conf"});
    return deployment;
  }

  /// Adds a sidecar, and with the first one the pod, which takes over network and ports.
  ir::Container& Sidecar(ir::Deployment& deployment, std::string_view name, std::string_view image) {
    if (!deployment.pod) {
      deployment.pod.emplace();
      deployment.pod->name = deployment.app.name;
      deployment.pod->network = std::exchange(deployment.app.network, {});
      deployment.pod->ports = std::exchange(deployment.app.ports, {});
    }
    ir::SidecarSpec& spec = deployment.sidecars.emplace_back();
    spec.name = Name(name);
    spec.span = NextSpan();
    ir::Container& container = deployment.sidecar_containers.emplace_back();
    container.name = Name(std::string(deployment.app.name.text()) + "-" + std::string(name));
    container.image = Text(image);
    return container;
  }

  [[nodiscard]] ir::PortMapping Port(std::string_view address, std::uint16_t host, std::uint16_t container,
                                     ir::Protocol protocol = ir::Protocol::Unset) {
    return {Name(address), host, container, protocol, false, NextSpan()};
  }

  [[nodiscard]] ir::Mount Mount(std::string_view source, std::string_view target,
                                ir::VolumeType type = ir::VolumeType::Named) {
    return {Name("volume"), type, Name(source), Name(target), NextSpan()};
  }

  [[nodiscard]] ir::EnvBinding Env(std::string_view name, std::string_view value) {
    ir::EnvBinding binding;
    binding.name = Name(name);
    binding.value = Name(value);
    binding.span = NextSpan();
    return binding;
  }

  [[nodiscard]] ir::SecretUse Secret(std::string_view podman_name, std::string_view env) {
    ir::SecretUse use;
    use.name = Name(podman_name);
    use.podman_name = Name(podman_name);
    use.env = Name(env);
    use.span = NextSpan();
    return use;
  }

  ir::Module module;

 private:
  Span NextSpan() {
    next_ += 10;
    return {next_, next_ + 5};
  }

  Interner names_;
  std::uint32_t next_ = 0;
};

/// The bytes of the file of that name, or `no such file`.
[[nodiscard]] inline std::string FileOf(const std::vector<OutputFile>& files, std::string_view name) {
  for (const OutputFile& file : files) {
    if (file.name == name) return file.bytes;
  }
  return "no such file";
}

}  // namespace ovcc::backend
