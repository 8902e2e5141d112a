#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/join.h"
#include "frontend/schema/security.h"

/// Mappings of a sidecar.yml and of `sidecars` of a deploy entry. Source: §1.7, §16.15, §17.4.
namespace ovcc::schema {

inline constexpr std::array kOwnSidecarFields = {
    Field{"description", "", Type::Text, false, "What the sidecar does."},
    Field{"image", "", Type::Text, false, "Image reference.", OfText(kImageReference)},
    Field{"env", "", Type::ListOrMap, false, "Variables of the sidecar; as a list where one is to be passed through.",
          OfPairs(kEnvKey, kEnvAssignment)},
    Field{"volumes", "volume", Type::RecordList, false, "Volumes of the sidecar.", OfRecord(kSidecarVolume)},
    Field{"secrets", "secret", Type::RecordList, false, "Secrets of the sidecar.", OfRecord(kSidecarSecret)},
    Field{"security", "", Type::Map, false, "Rights and limits of the sidecar.", OfRecord(kSecurity)},
    Field{"parameter", "parameters", Type::Map, false, "Parameters; an empty one must be set by the deploy."},
    Field{"command", "", Type::TextOrList, false, "Words of the command."},
    Field{"entrypoint", "", Type::TextOrList, false, "Words of the entry point."},
    Field{"ports", "port", Type::List, false, "Port mappings that the pod publishes for the sidecar.",
          OfText(kPortMapping)},
    Field{"user", "", Type::Text, false, "Account in the container.", OfText(kOneLine)},
    Field{"working_dir", "", Type::Text, false, "Working folder in the container.", OfText(kOneLine)},
};

/// The contract fields are known so that all but `env_provides` can be refused by name (`sidecar-contract`).
inline constexpr auto kSidecarFields = Join(kOwnSidecarFields, kContractFields);
inline constexpr Mapping kSidecar = {
    "a sidecar", kSidecarFields,
    false,       false,
    {},          "env_accepts env_requires secret_accepts secret_requires mcp_provides mcp_accepts mcp_requires"};

inline constexpr std::array kSidecarRootFields = {
    Field{"sidecars", "sidecar", Type::Map, false, "Templates: name to record.", OfNamed(kName, kSidecar)},
};
inline constexpr Mapping kSidecarRoot = {"a sidecar.yml", kSidecarRootFields};

}  // namespace ovcc::schema
