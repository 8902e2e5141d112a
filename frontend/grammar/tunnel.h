#pragma once

#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"
#include "ir/tunnel.h"

namespace ovcc {

/// The word of `tunnel:` or `provider:`: `tailscale` or `cloudflare`. Source: §9.1.
[[nodiscard]] std::expected<ir::TunnelProvider, ScalarError> ParseTunnelProvider(std::string_view text);

/// Name of a cloudflare tunnel: `^[a-zA-Z0-9][a-zA-Z0-9-]*$`. Source: §9.5.
[[nodiscard]] std::expected<void, ScalarError> CheckTunnelName(std::string_view text);

/// Scalar form of `public:`/`private:`: only `all`.
[[nodiscard]] std::expected<void, ScalarError> CheckTunnelScopeWord(std::string_view text);

}  // namespace ovcc
