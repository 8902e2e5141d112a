#pragma once

#include <cstdint>
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

/// Who says something about security. Source: §7.2-7.4.
enum class SecurityLevel : std::uint8_t { Layer, Image, Entry, Host };

/// What came of it.
enum class SecurityEffect : std::uint8_t {
  Set,    // the field is what this step says; earlier steps of the field lost
  Added,  // one element more of a list
  None,   // an earlier step stays: a larger limit, a smaller shared memory, an element that is there
};

/// One thing that a level says about one field, in the order in which the levels are joined. For explanation.
struct SecurityStep {
  Symbol field;  // as in the files: `cap_add`
  Text value;    // as written; of a list one element
  SecurityLevel level = SecurityLevel::Layer;
  SecurityEffect effect = SecurityEffect::Set;
  Symbol owner;  // layer, image or deploy key; empty: the machine
};

}  // namespace ovcc::ir
