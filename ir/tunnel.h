#pragma once

#include <cstdint>
#include <vector>

#include "ir/text.h"

namespace ovcc::ir {

enum class TunnelProvider : std::uint8_t { Unknown, Tailscale, Cloudflare };

/// `public:` or `private:` of a tunnel. Source: §9.1.
struct TunnelScope {
  enum class Kind : std::uint8_t { Unset, All, Ports, Hostnames };
  struct Port {
    std::uint16_t port = 0;
    Symbol hostname;  // Hostnames only
    Span span;
  };
  Kind kind = Kind::Unset;
  bool incomplete = false;  // a part of it was refused: which ports it selects is unknown
  std::vector<Port> ports;
  Span span;
};

/// `tunnel:` of a deploy entry as written; the scalar forms are already spelt out.
struct Tunnel {
  TunnelProvider provider = TunnelProvider::Unknown;
  Text name;  // cloudflare tunnel name; empty: the container name
  TunnelScope public_ports;
  TunnelScope private_ports;
  Span span;  // of the value
};

/// A tunnelled host port. Source: §9.2.
struct TunnelPort {
  std::uint16_t port = 0;
  Symbol scheme;  // of the backend; `udp` is described but not tunnelled
  bool is_public = false;
  Symbol hostname;  // cloudflare
};

/// What the tunnel of a deployment comes to.
struct TunnelPlan {
  TunnelProvider provider = TunnelProvider::Unknown;
  std::vector<TunnelPort> ports;  // in the order of the port list
  Symbol name;                    // cloudflare tunnel name
  Symbol unit;                    // cloudflare companion unit, with its ending
  Symbol config;                  // absolute path of the ingress file on the machine
};

}  // namespace ovcc::ir
