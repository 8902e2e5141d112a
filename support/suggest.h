#pragma once

#include <span>
#include <string_view>

namespace ovcc {

/// Levenshtein distance in bytes. Stops early and returns `limit + 1` once the distance is larger than `limit`.
[[nodiscard]] std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to `word` with a distance of at most 2, ties to the lexicographically first; empty if none.
/// A candidate equal to `word` is passed over. Source: §12.
[[nodiscard]] std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace ovcc
