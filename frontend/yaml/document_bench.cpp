// What a document costs over the event parse below it.
#include "frontend/yaml/document.h"

#include <fmt/format.h>

#include <string>

#include "frontend/yaml/events.h"
#include "support/bench_counts.h"
#include "support/check.h"

namespace ovcc::yaml {
namespace {

std::string DeployText(std::int64_t entries) {
  std::string text = "deploy:\n";
  for (std::int64_t i = 0; i < entries; ++i) {
    text += fmt::format(
        "  app-{0}/site{0}:\n    ports:\n      - \"{0}:8080\"\n    env:\n      - TZ=Europe/Berlin\n"
        "      - TITLE=Mail archive of number {0}\n    security:\n      memory_max: 512m\n      cpus: \"1\"\n",
        i);
  }
  return text;
}

class Ignore final : public EventReceiver {
 public:
  [[nodiscard]] bool OnDocumentStart(std::uint32_t /*offset*/) override { return true; }
  [[nodiscard]] bool OnDocumentEnd() override { return true; }
  [[nodiscard]] bool OnNull(const NodeStart& /*start*/) override { return true; }
  [[nodiscard]] bool OnScalar(const NodeStart& /*start*/, std::string_view /*value*/) override { return true; }
  [[nodiscard]] bool OnAlias(std::uint32_t /*offset*/, std::uint32_t /*anchor*/) override { return true; }
  [[nodiscard]] bool OnListStart(const NodeStart& /*start*/) override { return true; }
  [[nodiscard]] bool OnMapStart(const NodeStart& /*start*/) override { return true; }
  [[nodiscard]] bool OnCollectionEnd() override { return true; }
};

void ReadDeployEvents(benchmark::State& state) {
  const std::string text = DeployText(state.range(0));
  while (state.KeepRunning()) {
    Ignore receiver;
    OVCC_CHECK(!ReadEvents(text, 0, receiver), "the text is no YAML");
  }
  CountItems(state);
}
BENCHMARK(ReadDeployEvents)->Range(64, 4096)->Complexity(benchmark::oN);

void ParseDeploy(benchmark::State& state) {
  SourceManager sources;
  const std::size_t file = sources.Add("deploy.yml", DeployText(state.range(0))).value();
  while (state.KeepRunning()) {
    DiagnosticSink diags;
    OVCC_CHECK(ParseYaml(sources, file, {}, diags).documents.size() == 1, "the text is no document");
  }
  CountItems(state);
}
BENCHMARK(ParseDeploy)->Range(64, 4096)->Complexity(benchmark::oN);

}  // namespace
}  // namespace ovcc::yaml
