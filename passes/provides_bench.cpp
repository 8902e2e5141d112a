// Passes that look at a deployment's neighbours, and must not compare all with all.
#include <fmt/format.h>

#include <string_view>

#include "passes/pass.h"
#include "support/bench_counts.h"

namespace ovcc {
namespace {

/// Deployments of `count` images, all behind a proxy; every other one offers a variable, and those between accept three
/// of them. `name` spells the variable of the i-th.
ir::Module Neighbours(std::int64_t count, std::string_view name, Interner& names) {
  const auto variable = [&](std::int64_t i) { return names.Intern(fmt::format(fmt::runtime(name), i)); };
  ir::Module module;
  for (std::int64_t i = 0; i < count; ++i) {
    const Symbol key = names.Intern(fmt::format("app-{:06}", i));
    ir::Image& image = module.images.emplace_back();
    image.name = key;
    ir::Contract& contract = image.effective.emplace().contract;
    if (i % 2 == 0) {
      ir::Provide& provide = contract.env_provides.emplace_back();
      provide.name = variable(i);
      provide.value.value = names.Intern("http://{{.ContainerName}}:{{.ContainerPort 80}}/");
    } else {
      for (const int distance : {1, 3, 5}) contract.env_accepts.emplace_back().name = variable((i + distance) % count);
    }
    ir::Deployment& deployment = module.deployments.emplace_back();
    deployment.key = deployment.base_name = deployment.image = key;
    ir::EnvBinding& proxy = deployment.app.env.emplace_back();
    proxy.name = names.Intern("HTTP_PROXY");
    proxy.value = names.Intern("http://proxy:3128");
  }
  return module;
}

void RunPass(benchmark::State& state, std::string_view pass, std::string_view name) {
  Interner names;
  DiagnosticSink none;
  PassContext first{none, names};
  ir::Module before = Neighbours(state.range(0), name, names);
  FindPass("resolve-provides")->run(before, first);
  ir::Module module;
  while (state.KeepRunning()) {
    state.PauseTiming();
    module = before;
    DiagnosticSink diags;
    PassContext context{diags, names};
    state.ResumeTiming();
    FindPass(pass)->run(module, context);
  }
  CountItems(state);
}
BENCHMARK_CAPTURE(RunPass, resolve_provides, "resolve-provides", "URL_{}")->Range(64, 4096)->Complexity(benchmark::oN);
BENCHMARK_CAPTURE(RunPass, filter_provides, "filter-provides", "URL_{}")->Range(64, 4096)->Complexity(benchmark::oN);
BENCHMARK_CAPTURE(RunPass, filter_provides_of_one_name, "filter-provides", "URL")
    ->Range(64, 4096)
    ->Complexity(benchmark::oN);
BENCHMARK_CAPTURE(RunPass, enrich_no_proxy, "enrich-no-proxy", "URL_{}")->Range(64, 4096)->Complexity(benchmark::oN);

}  // namespace
}  // namespace ovcc
