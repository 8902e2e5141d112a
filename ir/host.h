#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ir/text.h"

namespace ovcc::ir {

/// What a run knows of the machine. Never probed by a pass. Source: §16.7, §18.1.
struct Host {
  Symbol home;                  // absolute, no trailing slash
  Symbol tool;                  // program that mounts encrypted volumes; empty: unknown
  std::vector<Symbol> devices;  // device nodes to add to containers that are not privileged (§7.4)
  bool nvidia = false;          // a usable NVIDIA GPU exists
  Symbol amd_gfx;               // architecture of an AMD GPU as `<major>.<minor>.0`; empty: none
  Symbol render_node;           // path of the render node; empty: none
};

/// Machine settings after environment and host description were joined. Source: §1.9.
struct Settings {
  Symbol bind_address;            // 127.0.0.1 or 0.0.0.0
  Symbol volumes_path;            // absolute
  Symbol encrypted_storage_path;  // absolute
  Symbol secret_backend;          // `auto`, `keyring`, `kdbx`, `config` or empty
};

/// Podman release as in `--target podman-5.4`.
struct PodmanVersion {
  std::uint16_t major = 0;
  std::uint16_t minor = 0;
  friend auto operator<=>(PodmanVersion, PodmanVersion) = default;
};

/// Options of the run that shape units.
struct Options {
  Symbol tag;                                            // `--tag`; empty: none
  bool with_networks = false;                            // `--with-networks`, §17.5
  std::optional<PodmanVersion> target;                   // none: the spelling of §11
  std::optional<std::vector<Symbol>> secrets_available;  // `--secrets-available`; none: not given, §16.3
};

}  // namespace ovcc::ir
