#pragma once

#include <string>
#include <string_view>

namespace ovcc {

/// A key that two addresses share if they are equal (§12.6): an IPv6 address in brackets is compared by value, since it
/// has many spellings. Any other text is its own key.
[[nodiscard]] std::string AddressKey(std::string_view address);

/// `0.0.0.0`, `[::]` and other spellings of nothing but zeros.
[[nodiscard]] bool IsWildcardAddress(std::string_view address);

/// Whether one port can be bound on one of two addresses only: they are equal, or one is a wildcard. Source: §12.6.
[[nodiscard]] bool AddressesOverlap(std::string_view a, std::string_view b);

}  // namespace ovcc
