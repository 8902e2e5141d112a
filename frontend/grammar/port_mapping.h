#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"
#include "ir/port.h"

namespace ovcc {

/// A port mapping whose parts are views into the parsed text.
struct ParsedPortMapping {
  std::string_view address;  // brackets of IPv6 included; empty: none
  std::uint16_t host = 0;
  std::uint16_t container = 0;
  ir::Protocol protocol = ir::Protocol::Unset;
  bool automatic = false;  // the word `auto`
};

/// Parses `P`, `H:C`, `IP:H:C`, `[v6]:H:C`, each with an optional `/tcp` or `/udp`, or `auto`. Ports are 1..65535. The
/// text after the last `/` must be `tcp` or `udp` (`Kind::Suffix`), an address an IPv4 literal or a bracketed IPv6
/// literal
/// (`Kind::Address`). Source: §8.1, §12.6.
[[nodiscard]] std::expected<ParsedPortMapping, ScalarError> ParsePortMapping(std::string_view text);

/// `-p NEW_HOST:CONTAINER`: two ports and nothing else. Source: §8.3.
[[nodiscard]] std::expected<ParsedPortMapping, ScalarError> ParsePortOverride(std::string_view text);

}  // namespace ovcc
