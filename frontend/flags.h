#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ovcc {

/// The entry flags of §13 as the user typed them. They act as an edit of one deploy entry before anything is
/// resolved (§13.3). Texts are checked by the front end, which reports them at `<command line>`.
struct EntryFlags {
  std::string entry;                     // `--entry KEY` without instance
  std::optional<std::string> instance;   // `-i INST`
  std::vector<std::string> sidecars;     // `--sidecar SC`
  std::vector<std::string> no_sidecars;  // `--no-sidecar SC` (W18)
  std::vector<std::string> env;          // `-e K=V`, never split
  std::vector<std::string> unset;        // `--unset KEY`
  bool clean = false;                    // `--clean`: entry `env` := the `-e` list (W33)
  std::optional<std::string> env_file;   // `--env-file P`
  std::vector<std::string> ports;        // `-p NEW:C`
  std::vector<std::string> volumes;      // `--volume N:T[:H]`
  std::vector<std::string> binds;        // `--bind N[=H]`
  std::vector<std::string> encrypts;     // `--encrypt N`
  std::optional<std::string> network;    // `--network NET`
  std::optional<std::string> memory_max;
  std::optional<std::string> memory_high;
  std::optional<std::string> memory_swap_max;
  std::optional<std::string> cpus;
};

}  // namespace ovcc
