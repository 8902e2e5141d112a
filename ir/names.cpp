// Names of containers, units, volumes and secrets, and the paths that follow from a deploy key (§3.2, §5.2, §6.1, §10).
// Everything is made from the whole key, instance included. W14, W15: the reference leaves the instance out of secrets,
// automatic paths and tunnels, so that two instances share them.
#include "ir/names.h"

#include <fmt/format.h>

#include "support/file_system.h"
#include "support/text.h"

namespace ovcc::ir {

std::string DeployStem(const Deployment& deployment) {
  std::string stem(deployment.base_name.text());
  if (!deployment.instance.empty()) {
    stem += '-';
    stem += deployment.instance.text();
  }
  return stem;
}

std::string ContainerName(const Deployment& deployment) { return "ov-" + DeployStem(deployment); }

std::string SidecarContainerName(const Deployment& deployment, std::string_view sidecar) {
  return fmt::format("ov-{}-{}", DeployStem(deployment), sidecar);
}

std::string VolumeName(const Deployment& deployment, std::string_view volume) {
  return fmt::format("ov-{}-{}", DeployStem(deployment), volume);
}

std::string SidecarResourceName(const Deployment& deployment, std::string_view sidecar, std::string_view name) {
  return fmt::format("ov-{}-{}-{}", DeployStem(deployment), sidecar, name);
}

std::string LayerSecretName(const Deployment& deployment, std::string_view secret) {
  return fmt::format("ov-{}-{}", DeployStem(deployment), secret);
}

std::string SecretSlug(std::string_view variable) { return ReplaceAll(ToLower(variable), "_", "-"); }

std::string CredentialSecretName(const Deployment& deployment, std::string_view variable) {
  return LayerSecretName(deployment, SecretSlug(variable));
}

std::string AutomaticBindPath(const Settings& settings, const Deployment& deployment, std::string_view volume) {
  return CleanPath(fmt::format("{}/{}/{}", settings.volumes_path.text(), DeployStem(deployment), volume));
}

std::string AutomaticEncryptedPath(const Settings& settings, const Deployment& deployment, std::string_view volume) {
  return CleanPath(fmt::format("{}/{}/plain", settings.encrypted_storage_path.text(), VolumeName(deployment, volume)));
}

std::string BindSource(const Settings& settings, const Host& host, const Deployment& deployment,
                       const VolumeRecord& record) {
  const std::string expanded = ExpandHome(record.host.text(), host.home.text());
  switch (record.type) {
    case VolumeType::Named:
      return "";
    case VolumeType::Bind:
      // An explicit path is kept as written after expansion (§16.8).
      return expanded.empty() ? AutomaticBindPath(settings, deployment, record.name.text()) : expanded;
    case VolumeType::Encrypted:
      return expanded.empty() ? AutomaticEncryptedPath(settings, deployment, record.name.text())
                              : CleanPath(JoinPath(expanded, "plain"));
  }
  return "";
}

std::string TunnelUnitName(const Deployment& deployment) { return ContainerName(deployment) + "-tunnel.service"; }

std::string PodServiceName(std::string_view pod) { return fmt::format("{}-pod.service", pod); }

}  // namespace ovcc::ir
