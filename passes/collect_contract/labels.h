#pragma once

#include <string_view>
#include <vector>

#include "ir/image.h"
#include "support/diagnostics.h"
#include "support/interner.h"

namespace ovcc {

/// The effective image that the labels of a built one tell of, as the reference reads it on a machine that has only the
/// image: nothing is merged from a base or from defaults. `labels` must be set. Reports `init-unknown`. Source:
/// §2.2-2.6.
[[nodiscard]] ir::EffectiveImage EffectiveFromLabels(const ir::Image& image, Interner& names, DiagnosticSink& diags);

/// Names of the fields in which a built image and what its sources give differ, as far as a unit shows them; security
/// is left to merge-security.
[[nodiscard]] std::vector<std::string_view> DifferingFields(ir::EffectiveImage built, ir::EffectiveImage sources,
                                                            Interner& names);

}  // namespace ovcc
