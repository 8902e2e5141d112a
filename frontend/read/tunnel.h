#pragma once

#include <optional>

#include "frontend/read/context.h"
#include "ir/tunnel.h"

namespace ovcc {

/// `tunnel` of a deploy entry: a word or a mapping, with the rules of §12.10 that need no port list. Nothing if the
/// provider is unknown. Source: §9.1, §9.5.
[[nodiscard]] std::optional<ir::Tunnel> ReadTunnel(ReadContext& context, const yaml::Node& value);

}  // namespace ovcc
