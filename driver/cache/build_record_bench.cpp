#include "driver/cache/build_record.h"

#include <fmt/format.h>

#include "support/bench_counts.h"
#include "support/check.h"

namespace ovcc {
namespace {

/// Of a build that read as many files as it wrote.
BuildRecord Record(std::int64_t files) {
  BuildRecord record{};
  for (std::int64_t i = 0; i < files; ++i) {
    record.questions.push_back({FileQuestion::Kind::Read, fmt::format("/srv/layers/app-{}/layer.yml", i), {}});
    record.outputs.push_back({fmt::format("ov-app-{}.container", i), {{1, 2, 3}, std::string(37, 'x')}});
  }
  return record;
}

void PrintBuildRecord(benchmark::State& state) {
  const BuildRecord record = Record(state.range(0));
  while (state.KeepRunning()) benchmark::DoNotOptimize(PrintRecord(record));
  CountItems(state);
}
BENCHMARK(PrintBuildRecord)->Range(64, 4096)->Complexity(benchmark::oN);

void ParseBuildRecord(benchmark::State& state) {
  const std::string bytes = PrintRecord(Record(state.range(0)));
  while (state.KeepRunning()) OVCC_CHECK(ParseRecord(bytes), "bytes of no record");
  CountItems(state);
}
BENCHMARK(ParseBuildRecord)->Range(64, 4096)->Complexity(benchmark::oN);

}  // namespace
}  // namespace ovcc
