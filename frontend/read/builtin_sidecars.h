#pragma once

#include <string_view>

namespace ovcc {

/// Text of the sidecar.yml that is part of the program. Source: §1.7.
[[nodiscard]] std::string_view BuiltinSidecarText();

}  // namespace ovcc
