#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace ovcc {

/// Calls `work(i)` once for each i below `count`, on up to `jobs` threads, this one included. Returns when all calls
/// have.
template <class Work>
void ForEachIndex(std::size_t count, unsigned jobs, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> threads_beside;
  const std::size_t threads = std::min<std::size_t>(std::max(jobs, 1U), count);
  for (std::size_t i = 1; i < threads; ++i) threads_beside.emplace_back(run);
  run();
}

}  // namespace ovcc
