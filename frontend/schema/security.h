#pragma once

#include <array>

#include "frontend/schema/scalars.h"

namespace ovcc::schema {

/// `security` of a layer, an image, a deploy entry or a sidecar. Source: §7.1.
inline constexpr std::array kSecurityFields = {
    Field{"privileged", "", Type::Bool, false, "Run with all rights of the user."},
    Field{"cap_add", "", Type::List, false, "Capabilities to add.", OfText(kWord)},
    Field{"devices", "", Type::List, false, "Devices of the host to add.", OfText(kWord)},
    Field{"security_opt", "", Type::List, false, "Options for --security-opt.", OfText(kWord)},
    Field{"group_add", "", Type::List, false, "Groups to add, or keep-groups.", OfText(kWord)},
    Field{"mounts", "mount", Type::List, false, "Mounts: /host:/container[:opts] or tmpfs:/container[:opts].",
          OfText(kMount)},
    Field{"cgroupns", "", Type::Text, false, "Control group namespace: host or private.", OfText(kOneLine)},
    Field{"ipc_mode", "", Type::Text, false, "IPC namespace: host, private or shareable.", OfText(kOneLine)},
    Field{"shm_size", "", Type::Text, false, "Size of /dev/shm: digits and b, k, m, g or t.", OfText(kShmSize)},
    Field{"memory_max", "", Type::Text, false, "Hard memory limit: a number and k, m, g or t, or a percentage.",
          OfText(kMemorySize)},
    Field{"memory_high", "", Type::Text, false, "Memory from which the container is slowed down.", OfText(kMemorySize)},
    Field{"memory_swap_max", "", Type::Text, false, "Limit of swap.", OfText(kMemorySize)},
    Field{"cpus", "", Type::Text, false, "Number of CPUs, a decimal.", OfText(kCpus)},
};
inline constexpr Mapping kSecurity = {"`security`", kSecurityFields};

}  // namespace ovcc::schema
