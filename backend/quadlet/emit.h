#pragma once

#include <string>

#include "backend/quadlet/common.h"
#include "backend/unit/unit_file.h"
#include "ir/module.h"

/// One function per kind of unit. They spell what the passes decided, with the newest keys; `AdaptToTarget` comes
/// after.
namespace ovcc::backend {

/// `CTR.container` (§11.1, §11.4).
[[nodiscard]] UnitFile EmitApp(const EmitContext& context, const ir::Deployment& deployment);

/// `CTR.pod` (§11.2). The deployment has a pod.
[[nodiscard]] UnitFile EmitPod(const EmitContext& context, const ir::Deployment& deployment);

/// `CTR-SC.container` (§11.3, W19, §17.4) of the sidecar at `index`.
[[nodiscard]] UnitFile EmitSidecar(const ir::Deployment& deployment, std::size_t index);

/// `NET.network` (§17.5).
[[nodiscard]] UnitFile EmitNetwork(Symbol network);

/// Lines of a tailscale tunnel in [Service] of the app (§9.3).
void AddTailscale(Section& service, const ir::TunnelPlan& plan);

/// The companion service of a cloudflare tunnel (§11.5).
[[nodiscard]] UnitFile EmitTunnelService(const ir::Deployment& deployment, const ir::TunnelPlan& plan);

/// Its ingress file (§9.4, §16.6): YAML. `lines` receives the origin of each line.
[[nodiscard]] std::string IngressFile(const ir::Host& host, const ir::TunnelPlan& plan, std::vector<LineOrigin>& lines);

}  // namespace ovcc::backend
