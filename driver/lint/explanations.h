#pragma once

#include <string_view>

namespace ovcc {

/// The page of a diagnostic, docs/diagnostics/<code>.md; empty if there is none.
[[nodiscard]] std::string_view Explanation(std::string_view code);

}  // namespace ovcc
