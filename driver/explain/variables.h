#pragma once

#include <vector>

#include "driver/explain/context.h"

namespace ovcc::explain {

/// The variables of a container in the order of its unit. `sidecar`: the sidecar whose container it is; null: the app.
[[nodiscard]] std::vector<Item> Variables(Context& context, const ir::Deployment& deployment,
                                          const ir::Container& container, const ir::SidecarSpec* sidecar);

/// Why no unit gives the app the variable `name`: everything that the program knows of it. Present where the image has
/// it from a layer. Without reasons if nothing is known.
[[nodiscard]] Item AbsentVariable(Context& context, const ir::Deployment& deployment, Symbol name);

/// The variables that somebody offers, declares or wrote for the app and that it has not, by name.
[[nodiscard]] std::vector<Item> AbsentVariables(Context& context, const ir::Deployment& deployment);

/// Why a sidecar has not the variable `name`.
[[nodiscard]] Item AbsentInSidecar(Context& context, const ir::Deployment& deployment, std::size_t sidecar,
                                   Symbol name);

/// Who set a variable: the same words for a value that counts, for one that lost, and for one that was refused.
[[nodiscard]] std::string OriginText(const ir::Module& module, const ir::Deployment& deployment, ir::Origin origin,
                                     Symbol source);

}  // namespace ovcc::explain
