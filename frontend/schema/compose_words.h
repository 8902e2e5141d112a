#pragma once

#include <string_view>

namespace ovcc::schema {

struct ComposeWord {
  std::string_view word;
  std::string_view field;
};

/// Fields of a service in a Compose file that have another name here; what has none here is left out. Source: the
/// Compose specification.
inline constexpr ComposeWord kComposeWords[] = {
    {"cgroup", "cgroupns"},
    {"environment", "env"},
    {"ipc", "ipc_mode"},
    {"mem_limit", "memory_max"},
    {"mem_reservation", "memory_high"},
    {"memswap_limit", "memory_swap_max"},
    {"network_mode", "network"},
    {"networks", "network"},
};

/// What a word of Compose files is called here; empty if it is none, or has the same name.
[[nodiscard]] constexpr std::string_view FromCompose(std::string_view word) {
  for (const ComposeWord& known : kComposeWords) {
    if (known.word == word) return known.field;
  }
  return {};
}

}  // namespace ovcc::schema
