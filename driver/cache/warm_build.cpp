// The key of a build is everything that it knows before it opens a file.
#include "driver/cache/warm_build.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>

#include "backend/manifest.h"
#include "driver/cache/byte_stream.h"
#include "driver/cache/program_identity.h"
#include "driver/summary.h"
#include "support/parallel.h"

namespace ovcc {
namespace {

constexpr std::uint32_t kFormat = 3;
constexpr std::uint32_t kPackFormat = 1;

// Variables that a build may look at (§18.1), by the start of their names.
bool MayMatter(std::string_view variable) {
  return variable.starts_with("OV_") || variable.starts_with("XDG_") || variable == "HOME";
}

Digest KeyOf(const std::string& identity, const CommandContext& context) {
  ByteWriter key;
  key.Add(kFormat);
  key.Add(identity);
  key.Add(context.working_directory);
  key.Add(geteuid());
  key.Add(context.console.colour());
  for (const std::string& argument : context.arguments) key.Add(argument);
  for (const auto& [name, value] : context.environment.all()) {
    if (!MayMatter(name)) continue;
    key.Add(name);
    key.Add(value);
  }
  return DigestOf(key.Take());
}

// Of the parsed files of the build with the key `build`.
Digest PackKeyOf(const Digest& build) {
  ByteWriter key;
  key.Add("parsed files");
  key.Add(kPackFormat);
  key.Add(build);
  return DigestOf(key.Take());
}

// Whether a build depends on files and its command line alone, and does nothing but write files.
bool IsRepeatable(const CompileFlags& compile, const OutputFlags& output) {
  const auto is_stream = [](const std::string& path) {
    return path == "-" || path.starts_with("/dev/") || path.starts_with("/proc/");
  };
  if (!output.out || output.prints() || output.user_units || compile.host.autodetect || compile.verify_each ||
      compile.verify_diagnostics || compile.time_passes || !compile.print_ir_after.empty()) {
    return false;
  }
  return (!compile.deploy || !is_stream(*compile.deploy)) && std::ranges::none_of(compile.inspect, is_stream);
}

// A pipe gives its bytes once.
bool IsRepeatable(const FileQuestion& question, const FileSystem& files) {
  if (question.kind != FileQuestion::Kind::Read) return true;
  const auto status = files.Status(question.path);
  return !status || *status != EntryKind::Other;
}

std::int64_t Now() { return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count(); }

}  // namespace

void DeclareCacheFlags(CLI::App& app, CacheFlags& flags) {
  const std::string group = "Cache";
  CLI::Option* folder =
      app.add_option("--cache", flags.folder, "where to remember builds; default: the user's cache folder")
          ->option_text("DIR")
          ->group(group);
  app.add_flag("--no-cache", flags.off, "neither use nor remember earlier builds")->excludes(folder)->group(group);
  app.add_flag("--verify-outputs", flags.verify_outputs,
               "read every unit that stands in the folder, instead of trusting its size and time")
      ->group(group);
}

WarmBuild::WarmBuild(CacheFolder folder, const Digest& key, const FileSystem& files, bool verify_outputs)
    : folder_(std::move(folder)),
      key_(key),
      recording_(std::make_unique<RecordingFiles>(files)),
      verify_outputs_(verify_outputs) {
  if (const auto bytes = folder_.Load(key_)) last_ = ParseRecord(*bytes);
}

std::optional<WarmBuild> WarmBuild::Open(const CacheFlags& flags, const CompileFlags& compile,
                                         const OutputFlags& output, const CommandContext& context) {
  if (flags.off || !IsRepeatable(compile, output)) return std::nullopt;
  std::optional<std::string> path;
  if (flags.folder) {
    path = JoinPath(context.working_directory, *flags.folder);
  } else if (const auto user = UserCacheFolder(context.environment)) {
    path = JoinPath(*user, "builds");
  }
  const std::string identity = ProgramIdentity();
  if (!path || identity.empty()) return std::nullopt;
  auto folder = CacheFolder::Open(*path);
  if (!folder) return std::nullopt;
  return WarmBuild(*std::move(folder), KeyOf(identity, context), context.files, flags.verify_outputs);
}

bool WarmBuild::Repeat(const OutputRequest& request, const std::string& shown, bool quiet,
                       const CommandContext& context) {
  if (!last_ || !recording_->AnswersAre(last_->questions, request.jobs) || !StillStands(request)) return false;
  OutputReport report;
  report.unchanged = last_->outputs.size();
  report.stale = last_->stale;
  context.console.Err(last_->before);
  if (!quiet) context.console.Err(ReportLines(report, last_->deployments, shown));
  context.console.Err(last_->after);
  return true;
}

bool WarmBuild::StillStands(const OutputRequest& request) const {
  auto store = DiskOutput::Open(request.directory, request.beside);
  if (!store) return false;
  store->RemoveStaged();
  const auto manifest = store->Read(std::string(backend::kManifestName));
  if (!manifest || !*manifest || backend::ContentHash(**manifest) != last_->manifest) return false;
  for (const std::string& name : last_->stale) {
    if (!store->Stamp(name).value_or(std::nullopt)) return false;
  }
  std::atomic<bool> same = true;
  ForEachIndex(last_->outputs.size(), request.jobs, [&](std::size_t i) {
    if (!same) return;
    const auto& [name, state] = last_->outputs[i];
    bool stands = store->Stamp(name).value_or(std::nullopt) == state.stamp;
    if (stands && (verify_outputs_ || !IsSettled(state.stamp, last_->taken_ns))) {
      const auto bytes = store->Read(name).value_or(std::nullopt);
      stands = bytes && backend::ContentHash(*bytes) == state.hash;
    }
    if (!stands) same = false;
  });
  return same;
}

ParsedFiles& WarmBuild::parsed_files() {
  if (parsed_files_ == nullptr) {
    parsed_files_ = std::make_unique<ParsedFilePack>(folder_.Load(PackKeyOf(key_)).value_or(""), *recording_);
  }
  return *parsed_files_;
}

void WarmBuild::KeepParsedFiles() {
  if (parsed_files_ == nullptr) return;
  if (const auto pack = parsed_files_->Renewed()) folder_.Store(PackKeyOf(key_), *pack);
  parsed_files_->Clear();  // the compilation is done, and what comes needs memory
}

void WarmBuild::Tell(OutputRequest& request) const {
  if (!last_ || verify_outputs_) return;
  request.known.reserve(last_->outputs.size());
  for (const auto& output : last_->outputs) {
    if (IsSettled(output.second.stamp, last_->taken_ns)) request.known.push_back(&output);
  }
  if (last_->manifest_lists_outputs == 0) return;
  request.listed = &last_->outputs;
  request.listed_manifest = last_->manifest;
}

std::vector<backend::OutputFile> WarmBuild::Emit(const ir::Module& module, const std::string& directory, unsigned jobs,
                                                 DiagnosticSink& diags) {
  // Where the folder is gone, all files are needed.
  const std::string manifest = JoinPath(directory, std::string(backend::kManifestName));
  const bool is_usable = last_ && !verify_outputs_ && recording_->underlying().Status(manifest);
  emission_ = std::make_unique<RememberedEmission>(is_usable ? &*last_ : nullptr, module);
  return backend::EmitQuadlet(module, jobs, *emission_, diags);
}

void WarmBuild::Keep(const OutputReport& report, std::span<const backend::OutputFile> files, std::uint64_t deployments,
                     std::string before, std::string after) const {
  // What the next run would say differs from this one's in these.
  if (report.manifest_damaged || !report.kept_edited.empty() || !report.missing.empty()) return;
  if (report.states.size() != report.written.size() + report.unchanged) return;  // a file of another owner
  const std::vector<FileQuestion> questions = recording_->Questions();
  if (!std::ranges::all_of(
          questions, [&](const FileQuestion& question) { return IsRepeatable(question, recording_->underlying()); }))
    return;
  BuildRecord record{questions,
                     std::move(before),
                     deployments,
                     std::move(after),
                     report.states,
                     {},
                     {},
                     report.stale,
                     report.manifest,
                     static_cast<std::uint8_t>(report.manifest_lists_states),
                     Now()};
  if (emission_ && report.states.size() == files.size()) emission_->Record(files, record);
  folder_.Store(key_, PrintRecord(record));
}

}  // namespace ovcc
