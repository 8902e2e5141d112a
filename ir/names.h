#pragma once

#include <string>
#include <string_view>

#include "ir/module.h"

/// The only place where names of containers, units, volumes and secrets are put together.
namespace ovcc::ir {

/// `IMG` or `IMG-INST`: the X of §5.2.
[[nodiscard]] std::string DeployStem(const Deployment& deployment);
/// `ov-IMG[-INST]`: container, unit file stem and pod.
[[nodiscard]] std::string ContainerName(const Deployment& deployment);
/// `ov-X-SC`.
[[nodiscard]] std::string SidecarContainerName(const Deployment& deployment, std::string_view sidecar);
/// `ov-X-<name>`.
[[nodiscard]] std::string VolumeName(const Deployment& deployment, std::string_view volume);
/// `ov-X-SC-<name>`, for volumes and secrets of a sidecar.
[[nodiscard]] std::string SidecarResourceName(const Deployment& deployment, std::string_view sidecar,
                                              std::string_view name);
/// `ov-X-<name>` (W14).
[[nodiscard]] std::string LayerSecretName(const Deployment& deployment, std::string_view secret);
/// Lower case, `_` as `-`: the slug of a credential-backed secret (§10.2).
[[nodiscard]] std::string SecretSlug(std::string_view variable);
/// `ov-X-<slug>` (W14).
[[nodiscard]] std::string CredentialSecretName(const Deployment& deployment, std::string_view variable);
/// `<volumes_path>/X/<name>`, cleaned.
[[nodiscard]] std::string AutomaticBindPath(const Settings& settings, const Deployment& deployment,
                                            std::string_view volume);
/// `<encrypted_storage_path>/ov-X-<name>/plain`, cleaned.
[[nodiscard]] std::string AutomaticEncryptedPath(const Settings& settings, const Deployment& deployment,
                                                 std::string_view volume);
/// Host path of a record of type bind or encrypted, home expanded; automatic where the record names none. Source: §6.1.
[[nodiscard]] std::string BindSource(const Settings& settings, const Host& host, const Deployment& deployment,
                                     const VolumeRecord& record);
/// `CTR-tunnel.service` (W15).
[[nodiscard]] std::string TunnelUnitName(const Deployment& deployment);
/// Service that systemd derives from a `.container` or `.pod` file: `X.service`, `X-pod.service`.
[[nodiscard]] std::string PodServiceName(std::string_view pod);

}  // namespace ovcc::ir
