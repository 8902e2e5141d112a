#pragma once

#include <string_view>

namespace ovcc {

/// Text of provision.sh: the functions that a provisioning script calls.
[[nodiscard]] std::string_view SecretScriptPrelude();

}  // namespace ovcc
