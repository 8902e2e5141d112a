#pragma once

#include <cstdint>
#include <string_view>

#include "ir/text.h"

namespace ovcc::ir {

/// A volume that a layer, an image or a sidecar template declares.
struct Volume {
  Symbol name;  // KEBAB
  Text path;    // container path as written; `~` and `$HOME` are the container's
  Text host;    // sidecars only (§17.4): a file or folder of the host; empty: a named volume
  Span span;
};

enum class VolumeType : std::uint8_t { Named, Bind, Encrypted };

/// The word of deploy.yml: `volume`, `bind` or `encrypted`.
[[nodiscard]] std::string_view VolumeTypeText(VolumeType type);

/// A record of `volumes:` of a deploy entry, of `OV_VOLUMES_…` or of a flag. Source: §6.1, §6.3.
struct VolumeRecord {
  Symbol name;
  VolumeType type = VolumeType::Named;
  Text host;
  Text path;
  Span span;
};

/// A volume as one container mounts it.
struct Mount {
  Symbol name;  // short name
  VolumeType type = VolumeType::Named;
  Symbol source;  // full volume name, or absolute host path
  Symbol target;  // absolute container path
  Span span;      // of the record that decided the backing, else of the declaration
};

}  // namespace ovcc::ir
