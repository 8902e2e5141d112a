#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "backend/unit/unit_file.h"

namespace ovcc::backend {

/// The words that `text`, the value of a line, means in an encoding class: the inverse of `Encode`, for each spelling
/// that Podman and systemd read alike on every version. `Env` and `SetEnv` give `KEY=VALUE` words; `Raw`, `Text`,
/// `Description` and `Fixed` always one; the others one or more. The error says why the text cannot be relied on (lower
/// case, no full stop): a specifier, a variable, an unknown escape, a missing quote, … Pure, linear. Source:
/// quadlet-encoding.md 2 and 3.
[[nodiscard]] std::expected<std::vector<std::string>, std::string> Decode(EncodingClass encoding,
                                                                          std::string_view text);

}  // namespace ovcc::backend
