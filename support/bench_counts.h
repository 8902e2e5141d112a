#pragma once

#include <benchmark/benchmark.h>

namespace ovcc {

/// For benchmarks: every iteration dealt with `state.range(0)` items, with whose number the time should grow in a
/// straight line.
inline void CountItems(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

/// The same with bytes.
inline void CountBytes(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

}  // namespace ovcc
