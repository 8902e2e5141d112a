#pragma once

#include <span>

#include "ir/deployment.h"
#include "support/diagnostics.h"

namespace ovcc {

/// A port that a tunnel takes, with what led to it.
struct SelectedPort {
  ir::TunnelPort port;
  const ir::PortMapping* mapping = nullptr;  // of that host port and protocol: the first on 127.0.0.1, else the last
  const ir::TunnelScope::Port* listed = nullptr;  // null: taken by `all`
  Span span;                                      // of the listed port, else of the scope
  Span scheme_span;  // of what says the scheme, a layer port or a udp mapping; empty: nothing
};

/// Whether 127.0.0.1, which a tunnel connects to, reaches what is published by the mapping.
[[nodiscard]] bool IsOnLoopback(const ir::PortMapping& mapping);

/// Reports the rules of §9.5 and §12.10 that need the published ports. The shape of the tunnel has been judged by its
/// reader. `ports_known`: the port list of the deployment was read without errors; if not, nothing is said of ports
/// that it lacks.
void CheckTunnel(const ir::Deployment& deployment, const ir::Tunnel& tunnel, const ir::TunnelPlan& plan,
                 std::span<const SelectedPort> selected, bool ports_known, DiagnosticSink& diags);

}  // namespace ovcc
