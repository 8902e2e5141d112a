#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ovcc::explain {

/// Columns that a printable text takes.
[[nodiscard]] std::size_t Columns(std::string_view text);

/// The text, or its beginning and `…` where it is wider than `columns`.
[[nodiscard]] std::string CutTo(std::string_view text, std::size_t columns);

/// `text` in lines of at most `columns`, each behind `indent`; words are never broken. Ends with a line break.
[[nodiscard]] std::string Wrap(std::string_view text, std::string_view indent, std::size_t columns);

}  // namespace ovcc::explain
