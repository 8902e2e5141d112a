#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/command.h"

namespace ovcc {

/// What systemd says of one unit, in its own words.
struct UnitState {
  std::string load;          // `loaded`, `not-found`, …
  std::string active;        // `active`, `inactive`, `failed`, `activating`, …
  std::string sub;           // `running`, `exited`, `auto-restart`, …
  std::string result;        // `success`, `exit-code`, …
  bool outdated = false;     // its file is newer than what systemd has read
  std::int64_t started = 0;  // when it was last started, in seconds since 1970; 0: never

  [[nodiscard]] bool is_active() const { return active == "active" || active == "reloading"; }

  /// Whether anything of it may still run.
  [[nodiscard]] bool is_stopped() const { return active == "inactive" || active == "failed"; }
};

/// Runs a call of `systemctl` to its end. The error is one line: why it could not run, or what it said.
[[nodiscard]] std::expected<std::string, std::string> RunSystemctl(const CommandContext& context,
                                                                   const std::vector<std::string>& command);

/// States of the units of the user, by name. A unit that systemd does not know is `not-found`.
[[nodiscard]] std::expected<std::map<std::string, UnitState>, std::string> QueryUnits(
    const CommandContext& context, std::span<const std::string> services);

/// Reads what `systemctl show` prints: `Name=value` lines, an empty line between units.
[[nodiscard]] std::map<std::string, UnitState> ParseUnitStates(std::string_view text);

}  // namespace ovcc
