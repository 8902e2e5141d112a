#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

#include "frontend/grammar/scalar_error.h"

namespace ovcc {

struct ParsedLayerPort {
  std::string_view scheme;  // `http` where none was written
  std::uint16_t port = 0;
};

/// Parses `8080` or `proto:8080`. `Kind::Protocol`: the word is none of `LayerPortSchemes`. Source: §1.4.
[[nodiscard]] std::expected<ParsedLayerPort, ScalarError> ParseLayerPort(std::string_view text);

/// The schemes of §1.4, sorted.
[[nodiscard]] std::span<const std::string_view> LayerPortSchemes();

/// A number of 1..65535 alone, as in `port_relay` and tunnel scopes.
[[nodiscard]] std::expected<std::uint16_t, ScalarError> ParsePortNumber(std::string_view text);

}  // namespace ovcc
