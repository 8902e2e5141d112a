#pragma once

#include <cstdint>
#include <string>

#include "ir/text.h"

namespace ovcc::ir {

enum class Protocol : std::uint8_t { Unset, Tcp, Udp };  // Unset is tcp that was not written

/// Whose list put a mapping among the ports of a deployment.
enum class PortSource : std::uint8_t {
  Unset,     // a list as written
  Image,     // `ports` of the image or its base
  Entry,     // `ports` of the entry
  Resolved,  // `resolved_port` of the entry
  Sidecar,   // `ports` of a sidecar
};

/// `P`, `H:C`, `IP:H:C`, `[v6]:H:C` with an optional `/tcp` or `/udp`, or the word `auto`. Source: §8.1.
struct PortMapping {
  Symbol address;               // as written, brackets of IPv6 included; empty: the bind address setting
  std::uint16_t host = 0;       // 1..65535; 0 with `automatic` until publish-ports
  std::uint16_t container = 0;  // 1..65535; 0 for the word `auto` itself
  Protocol protocol = Protocol::Unset;
  bool automatic = false;  // the word `auto`, or a mapping whose host port publish-ports chose for it
  Span span;

  // Filled by the passes, for explanation.
  PortSource source = PortSource::Unset;  // overlay-deploy; sidecars: publish-ports
  bool default_address = false;           // publish-ports: `address` is the bind address setting
  bool overridden = false;                // publish-ports: `-p` at `span` chose the host port
  std::uint16_t written_host = 0;         // publish-ports: what `-p` replaced; 0: `auto`
  Span written_span = {};                 // publish-ports: where that was written
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
