#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/join.h"

/// Mappings of a sidecar.yml and of `sidecars` of a deploy entry. Source: §1.7, §16.15, §17.4.
namespace ovcc::schema {

inline constexpr std::array kSidecarRootFields = {
    Field{"sidecars", "sidecar", Type::Map, false, "Templates: name to record."},
};
inline constexpr Mapping kSidecarRoot = {"a sidecar.yml", kSidecarRootFields};

inline constexpr std::array kOwnSidecarFields = {
    Field{"description", "", Type::Text, false, "What the sidecar does."},
    Field{"image", "", Type::Text, false, "Image reference."},
    Field{"env", "", Type::ListOrMap, false, "Variables of the sidecar; as a list where one is to be passed through."},
    Field{"volumes", "volume", Type::RecordList, false, "Volumes of the sidecar."},
    Field{"secrets", "secret", Type::RecordList, false, "Secrets of the sidecar."},
    Field{"security", "", Type::Map, false, "Rights and limits of the sidecar."},
    Field{"parameter", "parameters", Type::Map, false, "Parameters; an empty one must be set by the deploy."},
    Field{"command", "", Type::TextOrList, false, "Words of the command."},
    Field{"entrypoint", "", Type::TextOrList, false, "Words of the entry point."},
    Field{"ports", "port", Type::List, false, "Port mappings that the pod publishes for the sidecar."},
    Field{"user", "", Type::Text, false, "Account in the container."},
    Field{"working_dir", "", Type::Text, false, "Working folder in the container."},
};

/// The contract fields are known so that all but `env_provides` can be refused by name (`sidecar-contract`).
inline constexpr auto kSidecarFields = Join(kOwnSidecarFields, kContractFields);
inline constexpr Mapping kSidecar = {"a sidecar", kSidecarFields};

}  // namespace ovcc::schema
