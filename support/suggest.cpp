// "did you mean": Levenshtein distance over bytes, cut off early, because every unknown name is compared with all known
// ones (§12).
#include "support/suggest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace ovcc {

std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit) return limit + 1;
  std::vector<std::size_t> row(b.size() + 1);  // distances of the read part of `a` to every prefix of `b`
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    std::size_t smallest = row[0];
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
      smallest = std::min(smallest, row[j + 1]);
    }
    if (smallest > limit) return limit + 1;
  }
  return std::min(row.back(), limit + 1);
}

std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t kLimit = 2;
  std::string_view best;
  std::size_t best_distance = kLimit + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate == word) continue;
    const std::size_t distance = EditDistance(word, candidate, std::min(best_distance, kLimit));
    if (distance < best_distance || (distance == best_distance && distance <= kLimit && candidate < best)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace ovcc
