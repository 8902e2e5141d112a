#pragma once

#include <string>
#include <string_view>

namespace ovcc {

/// A memory limit as systemd reads it: the suffix upper case, everything else as it is. Source: §7.5.
[[nodiscard]] std::string SpellMemory(std::string_view size);

/// `cpus` times 100, rounded half up on the exact decimal, and `%`; empty if that is nothing or `cpus` is no decimal.
/// Source: §7.5.
[[nodiscard]] std::string SpellCpuQuota(std::string_view cpus);

}  // namespace ovcc
