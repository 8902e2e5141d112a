#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ovcc::lint {

/// The words of the name of a variable in upper case: `OV_baseUrl.x` is `OV`, `BASEURL`, `X`.
[[nodiscard]] std::vector<std::string> NameWords(std::string_view name);

/// True if the name is that of an address at which something is reached: `OLLAMA_HOST`, `DATABASE_URL`. Addresses of
/// the software's own, which people choose and browsers follow (`PUBLIC_URL`, `LISTEN_ADDR`), are left out.
[[nodiscard]] bool NamesPeerAddress(std::string_view name);

/// True if the name is that of such an address of the software's own: its value may say `localhost`.
[[nodiscard]] bool NamesOwnAddress(std::string_view name);

}  // namespace ovcc::lint
