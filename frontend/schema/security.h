#pragma once

#include <array>

#include "frontend/schema/schema.h"

namespace ovcc::schema {

/// `security` of a layer, an image, a deploy entry or a sidecar. Source: §7.1.
inline constexpr std::array kSecurityFields = {
    Field{"privileged", "", Type::Bool, false, "Run with all rights of the user."},
    Field{"cap_add", "", Type::List, false, "Capabilities to add."},
    Field{"devices", "", Type::List, false, "Devices of the host to add."},
    Field{"security_opt", "", Type::List, false, "Options for --security-opt."},
    Field{"group_add", "", Type::List, false, "Groups to add, or keep-groups."},
    Field{"mounts", "mount", Type::List, false, "Mounts: /host:/container[:opts] or tmpfs:/container[:opts]."},
    Field{"cgroupns", "", Type::Text, false, "Control group namespace: host or private."},
    Field{"ipc_mode", "", Type::Text, false, "IPC namespace: host, private or shareable."},
    Field{"shm_size", "", Type::Text, false, "Size of /dev/shm: digits and b, k, m, g or t."},
    Field{"memory_max", "", Type::Text, false, "Hard memory limit: a number and k, m, g or t, or a percentage."},
    Field{"memory_high", "", Type::Text, false, "Memory from which the container is slowed down."},
    Field{"memory_swap_max", "", Type::Text, false, "Limit of swap."},
    Field{"cpus", "", Type::Text, false, "Number of CPUs, a decimal."},
};
inline constexpr Mapping kSecurity = {"`security`", kSecurityFields};

}  // namespace ovcc::schema
