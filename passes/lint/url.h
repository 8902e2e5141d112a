#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ovcc::lint {

/// The parts of `scheme://[user[:password]@]host[:port]` that rules look at. Views into the text that was read.
struct Url {
  std::string_view scheme;    // empty: the text names a host without one
  std::string_view password;  // empty: none
  std::string_view host;      // with the brackets of IPv6
  std::optional<std::uint16_t> port;
};

/// Every address in `text`, in order; a text without `://` that begins with a host and a port, or is a host alone, is
/// one address.
[[nodiscard]] std::vector<Url> FindUrls(std::string_view text);

/// True for a host that means the container of whoever reads it: `localhost`, `127.…`, `[::1]`, and the addresses that
/// are good for listening only, `0.0.0.0` and `[::]`.
[[nodiscard]] bool IsOwnHost(std::string_view host);

}  // namespace ovcc::lint
