#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/join.h"

namespace ovcc::schema {

/// layer.yml inside its wrapper. Open: any further mapping is the section of a distribution tag. Source: §1.4, §1.10.
inline constexpr std::array kOwnLayerFields = {
    Field{"name", "", Type::Text, false, "Informative: the folder names the layer."},
    Field{"version", "", Type::Text, false, "Three numbers joined by dots."},
    Field{"requires", "depends require", Type::List, false, "Layers that must be there too.", false, "depends"},
    Field{"layers", "layer", Type::List, false, "Layers that this one is composed of."},
    Field{"env", "", Type::Map, false, "Variables baked into the image."},
    Field{"path_append", "", Type::TextOrList, true, ""},
    Field{"ports", "port", Type::List, false, "Ports on which its software listens: 8080 or tcp:8080."},
    Field{"port_relay", "", Type::List, false, "Ports relayed from loopback."},
    Field{"security", "", Type::Map, false, "Rights and limits that its software needs."},
    Field{"hooks", "hook", Type::Map, false, "Scripts post_enable and pre_remove."},
    Field{"service", "", Type::Any, false, "Services: a text block, or a list of entries."},
    Field{"system_services", "system_service", Type::List, false, "Services of systemd."},
    Field{"engine", "", Type::Text, false, "podman or docker."},
    Field{"aliases", "alias", Type::RecordList, false, "Commands for the host: name and command."},
    Field{"route", "", Type::Map, false, "Host name and port of a reverse proxy."},
    Field{"capabilities", "capability", Type::Any, false, "Build facts; preserve_user marks a bootable image."},
};

inline constexpr std::array kLayerBuildFields = {
    Field{"packages", "package", Type::Any, true, ""},
    Field{"distros", "distro", Type::Any, true, ""},
    Field{"rpm", "", Type::Any, true, ""},
    Field{"deb", "", Type::Any, true, ""},
    Field{"pac", "", Type::Any, true, ""},
    Field{"aur", "", Type::Any, true, ""},
    Field{"apk", "", Type::Any, true, ""},
    Field{"vars", "var", Type::Any, true, ""},
    Field{"tasks", "task", Type::Any, true, ""},
    Field{"extract", "", Type::Any, true, ""},
    Field{"data", "", Type::Any, true, ""},
    Field{"artifacts", "artifact", Type::Any, true, ""},
    Field{"libvirt", "", Type::Any, true, ""},
    Field{"shell", "", Type::Any, true, ""},
    Field{"eval", "evals", Type::Any, true, ""},
    Field{"tests", "test", Type::Any, true, ""},
    Field{"directory", "", Type::Any, true, ""},
    Field{"from", "", Type::Any, true, ""},
    Field{"requires_capabilities", "requires_capability require_capability", Type::Any, true, ""},
};

inline constexpr auto kLayerFields =
    Join(kOwnLayerFields, kStatusFields, kContractFields, kResourceFields, kLayerBuildFields);
inline constexpr Mapping kLayer = {"a layer", kLayerFields, true};

inline constexpr std::array kAliasFields = {
    Field{"name", "", Type::Text, false, "Name of the command on the host."},
    Field{"command", "", Type::Text, false, "What it runs in the container."},
};
inline constexpr Mapping kAlias = {"an alias", kAliasFields, true};

inline constexpr std::array kRouteFields = {
    Field{"host", "", Type::Text, false, "Host name."},
    Field{"port", "", Type::Text, false, "Port of the container."},
};
inline constexpr Mapping kRoute = {"a route", kRouteFields, true};

}  // namespace ovcc::schema
