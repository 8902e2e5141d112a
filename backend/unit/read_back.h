#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "backend/unit/unit_file.h"
#include "backend/unit/value_memo.h"

namespace ovcc::backend {

/// The first way in which a text, read as Podman and systemd read units, says something else than the unit that it was
/// written from; nothing if it says the same. A value that its directive cannot carry may stand in the text as an
/// argument of podman (quadlet-encoding.md 4.5). `memo` saves the work that units have in common.
[[nodiscard]] std::optional<std::string> FindDifference(const UnitFile& meant, std::string_view text, ValueMemo& memo);

}  // namespace ovcc::backend
