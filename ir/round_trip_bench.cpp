// The textual form of deployments that have a value in every member.
#include "ir/module_generator.h"
#include "ir/parser.h"
#include "ir/printer.h"
#include "support/bench_counts.h"
#include "support/check.h"

namespace ovcc::ir {
namespace {

Module Deployments(std::int64_t count, Interner& names) {
  DistinctValues values(names);
  Deployment deployment;
  Fill(deployment, values);
  Module module;
  module.deployments.assign(static_cast<std::size_t>(count), deployment);
  return module;
}

void PrintModule(benchmark::State& state) {
  Interner names;
  const Module module = Deployments(state.range(0), names);
  while (state.KeepRunning()) benchmark::DoNotOptimize(Print(module));
  CountItems(state);
}
BENCHMARK(PrintModule)->Range(1, 64)->Complexity(benchmark::oN);

void ParseModule(benchmark::State& state) {
  Interner names;
  SourceManager sources;
  const std::size_t file = sources.Add("bench.ovir", Print(Deployments(state.range(0), names))).value();
  while (state.KeepRunning()) {
    DiagnosticSink diags;
    OVCC_CHECK(Parse(sources, file, names, diags), "the text is no module");
  }
  CountItems(state);
}
BENCHMARK(ParseModule)->Range(1, 64)->Complexity(benchmark::oN);

}  // namespace
}  // namespace ovcc::ir
