#pragma once

#include "ir/module.h"

namespace ovcc {

/// What the entry or one of its environment files sets under a name that nearly is `required` and that the contract
/// does not declare: probably it was meant. Null if there is nothing.
[[nodiscard]] const ir::EnvEntry* FindMisspelt(const ir::Deployment& deployment, const ir::Contract& contract,
                                               Symbol required);

}  // namespace ovcc
