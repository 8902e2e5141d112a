#pragma once

#include <string>
#include <string_view>

namespace ovcc::lint {

/// Why the value of a variable looks like a secret, as the end of a sentence: "its name says so", "it begins like a
/// GitHub token", "it is random text"; empty if it does not. Looks at well-known shapes first, then at the name, then
/// at randomness. Empty values, placeholders, numbers, yes and no, paths and addresses without a password are none.
[[nodiscard]] std::string SecretReason(std::string_view name, std::string_view value);

/// True if there is a reason: no finding shows the line of such a value.
[[nodiscard]] inline bool LooksSecret(std::string_view name, std::string_view value) {
  return !SecretReason(name, value).empty();
}

}  // namespace ovcc::lint
