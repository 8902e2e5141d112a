#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/deploy_fields.h"
#include "frontend/schema/host.h"
#include "frontend/schema/image.h"
#include "frontend/schema/labels.h"
#include "frontend/schema/layer.h"
#include "frontend/schema/overthink.h"
#include "frontend/schema/security.h"
#include "frontend/schema/settings.h"
#include "frontend/schema/sidecar_fields.h"

namespace ovcc::schema {

/// Every mapping that has a table.
inline constexpr std::array kMappings = {
    &kAlias,         &kBaseUser,      &kDeployEntry,    &kDeployRoot,
    &kDescription,   &kDiscover,      &kDiscoverPath,   &kEntrySecret,
    &kEnvDependency, &kHost,          &kHostSettings,   &kImage,
    &kLabels,        &kLayer,         &kLintSettings,   &kMcpDependency,
    &kMcpProvide,    &kProject,       &kProvidedServer, &kProvidedVariable,
    &kRegistry,      &kRoute,         &kSecret,         &kSecretDependency,
    &kSecurity,      &kSettings,      &kSidecar,        &kSidecarRoot,
    &kSidecarSecret, &kSidecarVolume, &kTunnel,         &kVolume,
    &kVolumeRecord,
};

}  // namespace ovcc::schema
