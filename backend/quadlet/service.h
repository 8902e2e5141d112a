#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/deployment.h"
#include "ir/host.h"

/// What systemd is told of a service beside its container. Units and JSON say the same of it.
namespace ovcc::backend {

inline constexpr std::string_view kRestart = "always";
/// Seconds until a sidecar must run.
inline constexpr std::string_view kSidecarStartTimeout = "120";
/// What starts everything that starts by itself.
inline constexpr std::string_view kStartedBy = "default.target";

/// `Overthink IMG`, with the instance behind it.
[[nodiscard]] std::string AppDescription(const ir::Deployment& deployment);
[[nodiscard]] std::string SidecarDescription(const ir::Pod& pod, const ir::SidecarSpec& sidecar);
/// Words of the command that opens the encrypted volumes of a deployment before it starts; empty if there is none.
[[nodiscard]] std::vector<std::string> UnlockCommand(const ir::Host& host, const ir::Deployment& deployment);
/// Seconds until an app must run; `0`: without an end, because opening its volumes may wait for a person.
[[nodiscard]] std::string_view AppStartTimeout(const ir::Host& host, const ir::Settings& settings,
                                               const ir::Deployment& deployment);
/// False if nothing could open its encrypted volumes when the machine starts (§1.9).
[[nodiscard]] bool StartsByItself(const ir::Settings& settings, const ir::Deployment& deployment);

}  // namespace ovcc::backend
