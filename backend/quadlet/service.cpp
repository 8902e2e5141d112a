// The decisions about services that depend on encrypted volumes, and their descriptions.
#include "backend/quadlet/service.h"

#include <fmt/format.h>

#include <algorithm>

namespace ovcc::backend {
namespace {

bool HasEncryptedMount(const ir::Deployment& deployment) {
  return std::any_of(deployment.app.mounts.begin(), deployment.app.mounts.end(),
                     [](const ir::Mount& mount) { return mount.type == ir::VolumeType::Encrypted; });
}

// True if the machine can open encrypted volumes by itself (§1.9).
bool IsKeyringLike(const ir::Settings& settings) {
  const std::string_view backend = settings.secret_backend.text();
  return backend.empty() || backend == "auto" || backend == "keyring";
}

}  // namespace

std::string AppDescription(const ir::Deployment& deployment) {
  std::string description = fmt::format("Overthink {}", deployment.base_name.text());
  if (!deployment.instance.empty()) description += fmt::format(" ({})", deployment.instance.text());
  return description;
}

std::string SidecarDescription(const ir::Pod& pod, const ir::SidecarSpec& sidecar) {
  return fmt::format("Overthink {} sidecar: {}", pod.name.text(), sidecar.name.text());
}

std::vector<std::string> UnlockCommand(const ir::Host& host, const ir::Deployment& deployment) {
  if (!HasEncryptedMount(deployment) || host.tool.empty()) return {};
  std::vector<std::string> words = {std::string(host.tool.text()), "config", "mount",
                                    std::string(deployment.base_name.text())};
  if (!deployment.instance.empty()) {
    words.emplace_back("-i");
    words.emplace_back(deployment.instance.text());
  }
  return words;
}

std::string_view AppStartTimeout(const ir::Host& host, const ir::Settings& settings, const ir::Deployment& deployment) {
  return !UnlockCommand(host, deployment).empty() && IsKeyringLike(settings) ? "0" : "900";
}

bool StartsByItself(const ir::Settings& settings, const ir::Deployment& deployment) {
  return !HasEncryptedMount(deployment) || IsKeyringLike(settings);
}

}  // namespace ovcc::backend
