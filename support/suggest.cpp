// "did you mean": Levenshtein distance over bytes (§12). Unknown names are compared with many known ones, so a
// comparison allocates nothing and ends as soon as its outcome is clear.
#include "support/suggest.h"

#include <algorithm>
#include <array>
#include <utility>

#include "support/check.h"

namespace ovcc {
namespace {

constexpr std::size_t kLimit = 2;                    // largest distance of a suggestion
constexpr std::size_t kMostComparisons = 1'000'000;  // of one Suggester: a second or so

/// Takes off what both texts begin and end with.
void DropCommonEnds(std::string_view& a, std::string_view& b) {
  const auto front = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  a.remove_prefix(front);
  b.remove_prefix(front);
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
}

}  // namespace

std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit) {
  OVCC_CHECK(limit <= kLargestEditDistance, "the distance has no bound");
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit) return limit + 1;
  DropCommonEnds(a, b);
  // Only cells near the diagonal can be within the limit: cell `k` is the distance of the read part of `a` to the first
  // `read + k - limit` bytes of `b`. Cells outside of the table are behind the limit.
  const std::size_t beyond = limit + 1;
  std::array<std::size_t, 2 * kLargestEditDistance + 2> cells{};
  cells.fill(beyond);
  for (std::size_t k = limit; k <= 2 * limit && k - limit <= b.size(); ++k) cells[k] = k - limit;
  for (std::size_t read = 1; read <= a.size(); ++read) {
    std::size_t left = beyond;
    std::size_t smallest = beyond;
    for (std::size_t k = 0; k <= 2 * limit; ++k) {
      std::size_t cell = beyond;
      if (read + k >= limit && read + k - limit <= b.size()) {
        const std::size_t taken = read + k - limit;  // bytes of `b`
        cell = std::min(left, cells[k + 1]) + 1;
        if (taken > 0) cell = std::min(cell, cells[k] + (a[read - 1] == b[taken - 1] ? 0 : 1));
      }
      left = cells[k] = std::min(cell, beyond);
      smallest = std::min(smallest, left);
    }
    if (smallest > limit) return beyond;
  }
  return cells[b.size() + limit - a.size()];
}

std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates) {
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

Suggester::Suggester(std::vector<std::string_view> names) : names_(std::move(names)) {
  std::ranges::sort(names_, {}, &std::string_view::size);
}

std::string_view Suggester::Nearest(std::string_view word) {
  const std::size_t shortest = word.size() > kLimit ? word.size() - kLimit : 0;
  const auto first = std::ranges::lower_bound(names_, shortest, {}, &std::string_view::size);
  const auto last = std::ranges::upper_bound(names_, word.size() + kLimit, {}, &std::string_view::size);
  const std::span<const std::string_view> candidates(first, last);
  comparisons_ += candidates.size();
  return comparisons_ > kMostComparisons ? std::string_view() : ovcc::Nearest(word, candidates);
}

}  // namespace ovcc
