#pragma once

#include <string>
#include <string_view>

namespace ovcc {

/// A key that two addresses share if they are equal (§12.6): an IPv6 address in brackets is compared by value, since it
/// has many spellings. Any other text is its own key.
[[nodiscard]] std::string AddressKey(std::string_view address);

}  // namespace ovcc
