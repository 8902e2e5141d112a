// All units of many deployments, a quarter of them pods, by one thread and by two.
#include <fmt/format.h>

#include "backend/backend.h"
#include "backend/quadlet/test_module.h"
#include "support/bench_counts.h"
#include "support/check.h"

namespace ovcc::backend {
namespace {

void EmitUnits(benchmark::State& state, unsigned jobs) {
  TestModule test;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    ir::Deployment& deployment = test.Deploy(fmt::format("app-{:06}", i), "registry.example.org/app:1");
    deployment.app.ports = {test.Port("127.0.0.1", 8080, 80)};
    deployment.app.mounts = {test.Mount(fmt::format("ov-app-{:06}-data", i), "/opt/app/data")};
    deployment.app.env = {test.Env("TZ", "Europe/Berlin"), test.Env("TITLE", fmt::format("Mail archive {}", i)),
                          test.Env("SERVICE_URL", "http://ov-service:8080/mail")};
    if (i % 4 == 0) test.Sidecar(deployment, "tailscale", "docker.io/tailscale/tailscale:1");
  }
  while (state.KeepRunning()) {
    DiagnosticSink diags;
    benchmark::DoNotOptimize(EmitQuadlet(test.module, jobs, diags));
    OVCC_CHECK(diags.all().empty(), "units that cannot be written");
  }
  CountItems(state);
}
BENCHMARK_CAPTURE(EmitUnits, one_job, 1)->Range(64, 4096)->Complexity(benchmark::oN)->UseRealTime();
BENCHMARK_CAPTURE(EmitUnits, two_jobs, 2)->Range(64, 4096)->Complexity(benchmark::oN)->UseRealTime();

}  // namespace
}  // namespace ovcc::backend
