#pragma once

#include "ir/contract.h"
#include "passes/collect_contract/chain.h"
#include "support/diagnostics.h"

namespace ovcc {

/// The contracts of the layers of a base chain as one, and of the record itself where the image is foreign. W8: merged
/// base first, name by name. Ports: only protocols other than `http`, by number. Reports `provides-override`,
/// `env-and-secret`. Source: §2.3, §17.1.
[[nodiscard]] ir::Contract EffectiveContract(const ImageChain& chain, Interner& names, DiagnosticSink& diags);

/// A contract that is complete already, as a built image carries it, brought into the same order.
[[nodiscard]] ir::Contract ReadyContract(Symbol image, const ir::Contract& contract, Interner& names,
                                         DiagnosticSink& diags);

}  // namespace ovcc
