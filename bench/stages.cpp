// What each stage of a build costs: time, allocations, and bytes of these.
//
//   ovcc_stages PROJECT OUT
//
// PROJECT  folder of a project
// OUT      folder that does not exist yet, for the units
//
// Prints a table, one line a stage: `NAME TAB MILLISECONDS TAB ALLOCATIONS TAB BYTES`. Reading and parsing are done
// once by themselves and then again as a part of the front end, whose line is therefore the difference.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "driver/output_folder.h"
#include "frontend/project.h"
#include "frontend/yaml/document.h"
#include "passes/pass_manager.h"
#include "support/file_system.h"

namespace {

std::atomic<std::size_t> allocations = 0;
std::atomic<std::size_t> allocated_bytes = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  allocated_bytes += size;
  if (void* place = std::malloc(size))
    return place;  // NOLINT(cppcoreguidelines-no-malloc): this is what new is made of
  throw std::bad_alloc();
}
void operator delete(void* place) noexcept { std::free(place); }  // NOLINT(cppcoreguidelines-no-malloc)
void operator delete(void* place, std::size_t /*size*/) noexcept {
  std::free(place);
}  // NOLINT(cppcoreguidelines-no-malloc)

namespace ovcc {
namespace {

using Clock = std::chrono::steady_clock;

struct Cost {
  std::chrono::nanoseconds time{};
  std::size_t allocations = 0;
  std::size_t bytes = 0;
};

// Measures from one call of `Lap` to the next.
class Meter {
 public:
  Cost Lap() {
    const auto now = Clock::now();
    const Cost cost{now - start_, allocations - allocations_, allocated_bytes - bytes_};
    start_ = Clock::now();
    allocations_ = allocations;
    bytes_ = allocated_bytes;
    return cost;
  }

 private:
  Clock::time_point start_ = Clock::now();
  std::size_t allocations_ = allocations;
  std::size_t bytes_ = allocated_bytes;
};

void Print(std::string_view name, const Cost& cost) {
  fmt::print("{}\t{:.3f}\t{}\t{}\n", name, static_cast<double>(cost.time.count()) / 1e6, cost.allocations, cost.bytes);
}

std::vector<std::string> FilesOf(const std::string& project) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(project)) {
    if (entry.path().extension() == ".yml") paths.push_back(entry.path().string());
  }
  return paths;
}

Cost operator-(const Cost& a, const Cost& b) {
  return {a.time - b.time, a.allocations - b.allocations, a.bytes - b.bytes};
}

Cost operator+(const Cost& a, const Cost& b) {
  return {a.time + b.time, a.allocations + b.allocations, a.bytes + b.bytes};
}

int Run(const std::string& project, const std::string& out) {
  const DiskFileSystem disk;
  const std::vector<std::string> paths = FilesOf(project);
  Cost read;
  Cost yaml;
  {
    SourceManager sources;
    std::vector<std::size_t> indexes;
    Meter meter;
    for (const std::string& path : paths) indexes.push_back(*sources.Add(path, *disk.Read(path)));
    read = meter.Lap();
    DiagnosticSink diags;
    for (const std::size_t index : indexes) (void)yaml::ParseYaml(sources, index, {}, diags);
    yaml = meter.Lap();
  }

  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  ProjectRequest request;
  request.project = project;
  request.working_directory = "/";
  request.host.home = names.Intern("/home/me");
  request.variable = [](const std::string&) { return std::nullopt; };
  std::vector<std::string> routed;
  Meter meter;
  ir::Module module = LoadProject(request, disk, sources, names, diags, routed);
  Print("read", read);
  Print("YAML", yaml);
  Print("AST to IR", meter.Lap() - (read + yaml));

  std::vector<const PassInfo*> pipeline;
  for (const PassInfo& pass : AllPasses()) pipeline.push_back(&pass);
  PassContext context{diags, names};
  PassRunOptions options;
  Meter pass_meter;
  options.after = [&](const PassInfo& pass, const ir::Module&) { Print(pass.name, pass_meter.Lap()); };
  (void)RunPasses(module, pipeline, context, options);
  Meter rest;
  const std::vector<backend::OutputFile> files = backend::EmitQuadlet(module, 1, diags);
  Print("emit", rest.Lap());
  OutputRequest output;
  output.directory = out;
  const auto written = WriteOutput(files, output);
  Print("write", rest.Lap());
  return written && !diags.has_errors() ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace ovcc

int main(int count, char** words) {
  if (count == 3) return ovcc::Run(words[1], words[2]);
  fmt::print(stderr, "usage: ovcc_stages PROJECT OUT\n");
  return 2;
}
