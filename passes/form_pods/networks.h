#pragma once

#include <string_view>

namespace ovcc {

/// Name of the network that must exist for `Network=` to work, without options: `ov` for `ov:ip=10.89.0.9`. Empty for
/// what podman or the unit itself brings: modes such as `host` or `pasta:…`, other containers, paths, Quadlet units.
/// Source: §17.5.
[[nodiscard]] std::string_view NamedNetwork(std::string_view text);

}  // namespace ovcc
