#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/join.h"
#include "frontend/schema/security.h"

namespace ovcc::schema {

inline constexpr std::array kAliasFields = {
    Field{"name", "", Type::Text, false, "Name of the command on the host.", OfText(kName)},
    Field{"command", "", Type::Text, false, "What it runs in the container."},
};
inline constexpr Mapping kAlias = {"an alias", kAliasFields, true, false, "name"};

inline constexpr std::array kRouteFields = {
    Field{"host", "", Type::Text, false, "Host name."},
    Field{"port", "", Type::Text, false, "Port of the container.", OfText(kPortNumber)},
};
inline constexpr Mapping kRoute = {"a route", kRouteFields, true, false, "host port"};

/// layer.yml inside its wrapper. Open: any further mapping is the section of a distribution tag. Source: §1.4, §1.10.
inline constexpr std::array kOwnLayerFields = {
    Field{"name", "", Type::Text, false, "Informative: the folder names the layer."},
    Field{"version", "", Type::Text, false, "Three numbers joined by dots.", OfText(kVersion)},
    Field{"requires", "depends require", Type::List, false, "Layers that must be there too.", {}, false, "depends"},
    Field{"layers", "layer", Type::List, false, "Layers that this one is composed of."},
    Field{"env", "", Type::Map, false, "Variables baked into the image.", OfPairs(kBakedEnvKey, kAnyText)},
    Field{"path_append", "", Type::TextOrList, true, "Folders appended to the PATH of the image."},
    Field{"ports", "port", Type::List, false, "Ports on which its software listens: 8080 or tcp:8080.",
          OfText(kLayerPort)},
    Field{"port_relay", "", Type::List, false, "Ports relayed from loopback.", OfText(kPortNumber)},
    Field{"security", "", Type::Map, false, "Rights and limits that its software needs.", OfRecord(kSecurity)},
    Field{"hooks", "hook", Type::Map, false, "Scripts post_enable and pre_remove."},
    Field{"service", "", Type::Any, false, "Services: a text block, or a list of entries.", OfForm("service")},
    Field{"system_services", "system_service", Type::List, false, "Services of systemd."},
    Field{"engine", "", Type::Text, false, "podman or docker.", OfText(kLayerEngine)},
    Field{"aliases", "alias", Type::RecordList, false, "Commands for the host: name and command.", OfRecord(kAlias)},
    Field{"route", "", Type::Map, false, "Host name and port of a reverse proxy.", OfRecord(kRoute)},
    Field{"capabilities", "capability", Type::Any, false, "Build facts; preserve_user marks a bootable image."},
};

inline constexpr std::array kLayerBuildFields = {
    Field{"packages", "package", Type::Any, true, "Packages for every distribution."},
    Field{"distros", "distro", Type::Any, true, "Packages by distribution."},
    Field{"rpm", "", Type::Any, true, "Packages for distributions with RPM."},
    Field{"deb", "", Type::Any, true, "Packages for distributions with dpkg."},
    Field{"pac", "", Type::Any, true, "Packages for distributions with pacman."},
    Field{"aur", "", Type::Any, true, "Packages from the Arch user repository."},
    Field{"apk", "", Type::Any, true, "Packages for distributions with apk."},
    Field{"vars", "var", Type::Any, true, "Variables of the build."},
    Field{"tasks", "task", Type::Any, true, "Steps of the build."},
    Field{"extract", "", Type::Any, true, "Files taken from other images."},
    Field{"data", "", Type::Any, true, "Files that fill volumes."},
    Field{"artifacts", "artifact", Type::Any, true, "Files that other tools fetch from the container."},
    Field{"libvirt", "", Type::Any, true, "Settings for libvirt."},
    Field{"shell", "", Type::Any, true, "Settings of interactive shells."},
    Field{"eval", "evals", Type::Any, true, "Tests of the layer."},
    Field{"tests", "test", Type::Any, true, "Tests of the layer."},
    Field{"directory", "", Type::Any, true, "Folder of the layer."},
    Field{"from", "", Type::Any, true, "Where the layer comes from."},
    Field{"requires_capabilities", "requires_capability require_capability", Type::Any, true,
          "Capabilities that other layers must have."},
};

inline constexpr auto kLayerFields =
    Join(kOwnLayerFields, kStatusFields, kContractFields, kResourceFields, kLayerBuildFields);
inline constexpr Mapping kLayer = {"a layer", kLayerFields, true};

}  // namespace ovcc::schema
