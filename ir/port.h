#pragma once

#include <cstdint>
#include <string>

#include "ir/text.h"

namespace ovcc::ir {

enum class Protocol : std::uint8_t { Unset, Tcp, Udp };  // Unset is tcp that was not written

/// `P`, `H:C`, `IP:H:C`, `[v6]:H:C` with an optional `/tcp` or `/udp`, or the word `auto`. Source: §8.1.
struct PortMapping {
  Symbol address;               // as written, brackets of IPv6 included; empty: the bind address setting
  std::uint16_t host = 0;       // 1..65535; 0 with `automatic` until publish-ports
  std::uint16_t container = 0;  // 1..65535; 0 for the word `auto` itself
  Protocol protocol = Protocol::Unset;
  bool automatic = false;  // the word `auto`, or a mapping whose host port publish-ports chose for it
  Span span;
};

/// `[ADDRESS:]HOST:CONTAINER[/PROTOCOL]`, as deploy.yml and Podman read it; not for the word `auto`.
[[nodiscard]] std::string PortText(const PortMapping& port);

/// A port on which software in a layer listens. Source: §1.4, §8.4.
struct LayerPort {
  Symbol scheme;  // `http` where nothing was written; `udp`, `tcp`, `https`, …
  std::uint16_t port = 0;
  Span span;
};

}  // namespace ovcc::ir
