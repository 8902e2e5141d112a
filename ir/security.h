#pragma once

#include <optional>
#include <vector>

#include "ir/text.h"

namespace ovcc::ir {

/// Rights and limits of a container, as written or merged. Absent fields are unset. Source: §7.1.
struct Security {
  std::optional<bool> privileged;
  std::vector<Text> cap_add;
  std::vector<Text> devices;
  std::vector<Text> security_opt;
  std::vector<Text> group_add;
  std::vector<Text> mounts;  // `host:container[:opts]` or `tmpfs:/path[:opts]`, as written
  Text cgroupns;
  Text ipc_mode;
  Text shm_size;    // Podman's spelling of sizes: digits and one of b k m g t
  Text memory_max;  // systemd's: a decimal with k m g t, a percentage, or `infinity`
  Text memory_high;
  Text memory_swap_max;
  Text cpus;  // decimal
  Span span;
};

}  // namespace ovcc::ir
