#pragma once

#include <string_view>
#include <vector>

#include "passes/collect_contract/chain.h"

namespace ovcc {

/// Words of `Exec=` of an image whose init is written: `init`, empty for none. Source: §2.5.
[[nodiscard]] std::vector<std::string_view> ExecOf(const ir::Text& init);

/// Words of `Exec=` that follow from the init of an image; never empty, except for a foreign image, where the init
/// rules do not apply. Source: §2.5, §17.3.
[[nodiscard]] std::vector<std::string_view> EffectiveExec(const ImageChain& chain);

}  // namespace ovcc
