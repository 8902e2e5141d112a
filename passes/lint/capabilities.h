#pragma once

#include <string>
#include <string_view>

namespace ovcc::lint {

/// A capability as capabilities(7) names it, without `CAP_`: Podman takes either case, with and without the prefix.
[[nodiscard]] std::string CapabilityName(std::string_view written);

/// What a capability gives that amounts to root, or nearly; empty for any other. `name` is that of `CapabilityName`.
/// Source: capabilities(7).
[[nodiscard]] std::string_view BroadMeaning(std::string_view name);

}  // namespace ovcc::lint
