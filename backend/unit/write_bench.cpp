// A unit of many variables on its way to text and back.
#include "backend/unit/write.h"

#include <fmt/format.h>

#include "backend/unit/parse.h"
#include "backend/unit/read_back.h"
#include "support/bench_counts.h"
#include "support/check.h"

namespace ovcc::backend {
namespace {

UnitFile Unit(std::int64_t variables) {
  UnitFile unit;
  unit.file_name = "ov-web.container";
  Section& section = unit.sections.emplace_back();
  section.name = "Container";
  for (std::int64_t i = 0; i < variables; ++i) {
    section.lines.emplace_back(
        Directive{"Environment", {fmt::format("SERVICE_{}_URL", i), fmt::format("http://ov-{}:80/a b", i)}, {}});
  }
  return unit;
}

std::string Written(const UnitFile& unit) {
  DiagnosticSink diags;
  ValueMemo memo;
  std::string text = WriteUnit(unit, {}, diags, memo);
  OVCC_CHECK(diags.all().empty(), "a unit that cannot be written");
  return text;
}

void WriteLines(benchmark::State& state) {
  const UnitFile unit = Unit(state.range(0));
  while (state.KeepRunning()) benchmark::DoNotOptimize(Written(unit));
  CountItems(state);
}
BENCHMARK(WriteLines)->Range(64, 4096)->Complexity(benchmark::oN);

void ParseLines(benchmark::State& state) {
  const std::string text = Written(Unit(state.range(0)));
  while (state.KeepRunning()) OVCC_CHECK(ParseUnit(text).errors.empty(), "a unit that cannot be read");
  CountItems(state);
}
BENCHMARK(ParseLines)->Range(64, 4096)->Complexity(benchmark::oN);

void ReadLinesBack(benchmark::State& state) {
  const UnitFile unit = Unit(state.range(0));
  const std::string text = Written(unit);
  while (state.KeepRunning()) {
    ValueMemo memo;
    OVCC_CHECK(!FindDifference(unit, text, memo), "a unit that says something else");
  }
  CountItems(state);
}
BENCHMARK(ReadLinesBack)->Range(64, 4096)->Complexity(benchmark::oN);

}  // namespace
}  // namespace ovcc::backend
