#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "backend/unit/unit_file.h"
#include "ir/host.h"

namespace ovcc::backend {

/// How often a key may stand in its section; `List`: many times, and podman splits each value at its commas.
enum class Repeat : std::uint8_t { Once, Many, List };

/// How a line is spelt when no target was named: by its key, or as an argument of podman.
enum class Untargeted : std::uint8_t { Key, Argument };

/// Whether several lines of a key mean another thing in another order.
enum class Order : std::uint8_t { Free, Kept };

/// One row of directives.def.
struct DirectiveInfo {
  std::string_view section;
  std::string_view key;
  EncodingClass encoding;
  ir::PodmanVersion since;  // 0.0: a key of systemd
  Repeat repeat;
  std::string_view argument;  // `--workdir=` or `-p`; empty: there is no other way to say it
  Untargeted untargeted;
  Order order;
};

/// All rows, sorted by section and key.
[[nodiscard]] std::span<const DirectiveInfo> AllDirectives();

/// The row of a key; null for keys that ovcc does not write.
[[nodiscard]] const DirectiveInfo* LookUpDirective(std::string_view section, std::string_view key);

/// Position of a row in `AllDirectives`; the row must exist.
[[nodiscard]] std::size_t FindDirective(std::string_view section, std::string_view key);

/// True if podman would read the value as several (quadlet-encoding.md 4.8). Such a directive is never written.
[[nodiscard]] bool IsSplit(const DirectiveInfo& info, const Directive& directive);

/// The same as `PodmanArgs=`. The row has an argument, the directive one word.
[[nodiscard]] Directive AsPodmanArgs(const Directive& directive, const DirectiveInfo& info);

}  // namespace ovcc::backend
