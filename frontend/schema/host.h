#pragma once

#include <array>

#include "frontend/schema/scalars.h"

/// Mappings of a host description. Source: §18.1, §1.9.
namespace ovcc::schema {

inline constexpr std::array kHostSettingFields = {
    Field{"bind_address", "", Type::Text, false, "Address of ports that name none: 127.0.0.1 or 0.0.0.0."},
    Field{"volumes_path", "", Type::Text, false, "Folder of automatic bind volumes."},
    Field{"encrypted_storage_path", "", Type::Text, false, "Folder of automatic encrypted volumes."},
    Field{"secret_backend", "", Type::Text, false, "Where secrets are kept: auto, keyring, kdbx or config."},
};
inline constexpr Mapping kHostSettings = {"the settings of a host description", kHostSettingFields};

inline constexpr std::array kHostFields = {
    Field{"home", "", Type::Text, false, "Home folder of the user who runs the units."},
    Field{"tool", "", Type::Text, false, "Path of the program that mounts encrypted volumes."},
    Field{"devices", "", Type::List, false, "Device nodes that exist."},
    Field{"nvidia", "", Type::Bool, false, "Whether there is a usable NVIDIA GPU."},
    Field{"amd_gfx", "", Type::Text, false, "Architecture of an AMD GPU as MAJOR.MINOR.0."},
    Field{"render_node", "", Type::Text, false, "Path of the render node."},
    Field{"settings", "", Type::Map, false, "Settings of the machine.", OfRecord(kHostSettings)},
};
inline constexpr Mapping kHost = {"a host description", kHostFields};

}  // namespace ovcc::schema
