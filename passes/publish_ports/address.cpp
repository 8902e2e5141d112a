// Addresses by value: `[::1]` and `[0:0:0:0:0:0:0:1]` are one.
#include "passes/publish_ports/address.h"

#include <arpa/inet.h>

#include <array>

namespace ovcc {

std::string AddressKey(std::string_view address) {
  const bool brackets = address.starts_with('[') && address.ends_with(']');
  if (!brackets) return std::string(address);  // an IPv4 address has one spelling
  const std::string text(address.substr(1, address.size() - 2));
  std::array<char, sizeof(in6_addr)> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::string(address);
  return {bytes.begin(), bytes.end()};
}

bool IsWildcardAddress(std::string_view address) {
  return address.find_first_not_of("0.:[]") == std::string_view::npos;
}

bool AddressesOverlap(std::string_view a, std::string_view b) {
  return IsWildcardAddress(a) || IsWildcardAddress(b) || AddressKey(a) == AddressKey(b);
}

}  // namespace ovcc
