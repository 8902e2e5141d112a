#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ovcc {

/// A directed graph over the positions 0..n-1: element i lists the positions that must come before i, in any order,
/// repetitions allowed. Ties are settled by position, so callers sort their nodes by name first.
using Prerequisites = std::span<const std::vector<std::size_t>>;

/// Every position once, prerequisites first; among those that are ready the smallest goes first, and newly ready ones
/// join the same queue. Positions on a cycle or behind one come last, in ascending order. Source: §2.1.
[[nodiscard]] std::vector<std::size_t> TopologicalOrder(Prerequisites needs);

/// The cycles of the graph: each as the positions along it, every one needing the next and the last needing the first,
/// beginning with the smallest. Every cyclic region yields at least one; no two of them share a position. Depends on
/// nothing but the graph; linear in its size.
[[nodiscard]] std::vector<std::vector<std::size_t>> FindCycles(Prerequisites needs);

}  // namespace ovcc
