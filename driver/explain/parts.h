#pragma once

#include <vector>

#include "driver/explain/context.h"

/// What a container has besides variables. Each function gives the items of one kind, those that are not there last.
namespace ovcc::explain {

/// Image, network, pod, working folder, user, command. `sidecar`: whose container it is; null: the app.
[[nodiscard]] std::vector<Item> Settings(Context& context, const ir::Deployment& deployment,
                                         const ir::Container& container, const ir::SidecarSpec* sidecar);

/// Ports of a deployment; with sidecars the pod publishes them.
[[nodiscard]] std::vector<Item> Ports(Context& context, const ir::Deployment& deployment);

[[nodiscard]] std::vector<Item> Volumes(Context& context, const ir::Deployment& deployment,
                                        const ir::Container& container, const ir::SidecarSpec* sidecar);

/// Rights and limits: which level says each, and what it replaced.
[[nodiscard]] std::vector<Item> Security(Context& context, const ir::Deployment& deployment);
[[nodiscard]] std::vector<Item> SidecarSecurity(Context& context, const ir::Deployment& deployment,
                                                const ir::Container& container, const ir::SidecarSpec& sidecar);

/// Secrets by name: how they arrive, and where their values would come from.
[[nodiscard]] std::vector<Item> Secrets(Context& context, const ir::Deployment& deployment,
                                        const ir::Container& container);

[[nodiscard]] std::vector<Item> McpServers(Context& context, const ir::Deployment& deployment);
[[nodiscard]] std::vector<Item> Tunnel(Context& context, const ir::Deployment& deployment);

}  // namespace ovcc::explain
