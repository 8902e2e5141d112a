#pragma once

#include <optional>
#include <vector>

#include "frontend/flags.h"
#include "ir/text.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// Entry flags with their places in `<command line>`, each list in the order of the flags.
struct PlacedFlags {
  ir::Text entry;
  std::optional<ir::Text> instance;
  std::vector<ir::Text> sidecars;
  std::vector<ir::Text> no_sidecars;
  std::vector<ir::Text> env;
  std::vector<ir::Text> unset;
  bool clean = false;
  std::optional<ir::Text> env_file;
  std::vector<ir::Text> ports;
  std::vector<ir::Text> volumes;
  std::vector<ir::Text> binds;
  std::vector<ir::Text> encrypts;
  std::optional<ir::Text> network;
  std::optional<ir::Text> memory_max;
  std::optional<ir::Text> memory_high;
  std::optional<ir::Text> memory_swap_max;
  std::optional<ir::Text> cpus;
};

/// Writes the flags into a file `<command line>` of the source manager, one a line, so that findings can point at them.
[[nodiscard]] PlacedFlags PlaceFlags(const EntryFlags& flags, SourceManager& sources, Interner& names);

}  // namespace ovcc
