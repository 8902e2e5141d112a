#include "support/interner.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/bench_counts.h"

namespace ovcc {
namespace {

std::vector<std::string> Texts(std::int64_t count) {
  std::vector<std::string> texts;
  for (std::int64_t i = 0; i < count; ++i) texts.push_back(fmt::format("SERVICE_{}_URL", i));
  return texts;
}

void InternNewTexts(benchmark::State& state) {
  const std::vector<std::string> texts = Texts(state.range(0));
  while (state.KeepRunning()) {
    Interner names;
    for (const std::string& text : texts) benchmark::DoNotOptimize(names.Intern(text));
  }
  CountItems(state);
}
BENCHMARK(InternNewTexts)->Range(512, 32768)->Complexity(benchmark::oN);

void InternKnownTexts(benchmark::State& state) {
  const std::vector<std::string> texts = Texts(state.range(0));
  Interner names;
  for (const std::string& text : texts) (void)names.Intern(text);
  while (state.KeepRunning()) {
    for (const std::string& text : texts) benchmark::DoNotOptimize(names.Intern(text));
  }
  CountItems(state);
}
BENCHMARK(InternKnownTexts)->Range(512, 32768)->Complexity(benchmark::oN);

}  // namespace
}  // namespace ovcc
