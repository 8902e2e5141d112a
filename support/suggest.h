#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ovcc {

inline constexpr std::size_t kLargestEditDistance = 5;

/// Levenshtein distance in bytes, or `limit + 1` if it is larger than `limit`, which is at most `kLargestEditDistance`.
[[nodiscard]] std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to `word` with a distance of at most 2, ties to the lexicographically first; empty if none.
/// A candidate equal to `word` is passed over. Source: §12.
[[nodiscard]] std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates);

/// `Nearest` for many words among the same names. Suggests nothing any more after a million comparisons: where a whole
/// project is missing, all names would be compared with all names.
class Suggester {
 public:
  explicit Suggester(std::vector<std::string_view> names);

  [[nodiscard]] std::string_view Nearest(std::string_view word);

 private:
  std::vector<std::string_view> names_;  // by length
  std::size_t comparisons_ = 0;
};

}  // namespace ovcc
