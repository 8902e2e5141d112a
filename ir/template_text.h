#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ovcc::ir {

/// One placeholder of a provide template.
struct Placeholder {
  enum class Kind : std::uint8_t { ContainerName, HostPort, ContainerPort };
  Kind kind = Kind::ContainerName;
  std::uint16_t port = 0;
};

/// Replaces each `{{.ContainerName}}`, `{{.HostPort N}}` and `{{.ContainerPort N}}` by what `value_of` returns.
/// Anything else stays as it is: the front end has refused it with its position. Source: §4.1.
[[nodiscard]] std::string ExpandTemplate(std::string_view text,
                                         const std::function<std::string(Placeholder)>& value_of);

}  // namespace ovcc::ir
