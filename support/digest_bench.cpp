#include "support/digest.h"

#include <string>

#include "support/bench_counts.h"

namespace ovcc {
namespace {

template <auto Hash>
void HashText(benchmark::State& state) {
  const std::string text(static_cast<std::size_t>(state.range(0)), 'x');
  while (state.KeepRunning()) benchmark::DoNotOptimize(Hash(text));
  CountBytes(state);
}
BENCHMARK(HashText<DigestOf>)->Name("DigestOf")->Range(1 << 10, 4 << 20)->Complexity(benchmark::oN);
BENCHMARK(HashText<FastHash>)->Name("FastHash")->Range(1 << 10, 4 << 20)->Complexity(benchmark::oN);

}  // namespace
}  // namespace ovcc
