// Where compiled units go: standard output, a folder, or the folders of the user whose systemd runs them.
#include "driver/output_flags.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <expected>

#include "driver/apply_units.h"
#include "driver/cache/warm_build.h"
#include "driver/live_units.h"
#include "driver/output_folder.h"
#include "driver/preview.h"
#include "driver/summary.h"
#include "passes/form_pods/networks.h"
#include "support/text.h"

namespace ovcc {
namespace {

using backend::OutputFile;

// All files in the `.quadlets` form of Podman 6 (§18.4).
std::string JoinFiles(const std::vector<OutputFile>& files) {
  std::string text;
  for (const OutputFile& file : files) {
    if (!text.empty()) text += "---\n";
    text += fmt::format("# FileName={}\n", file.name);
    text += file.bytes;
  }
  return text;
}

ExitStatus Failed(const OutputFailure& failure, const CommandContext& context) {
  context.console.Err(fmt::format("ovcc: error: {}; nothing was written\n", failure.message));
  return failure.kind == OutputFailure::Kind::Refused ? ExitStatus::Errors : ExitStatus::Machine;
}

std::size_t CountDeployments(const OutputRequest& request, const Compilation& compilation) {
  return request.only ? 1 : compilation.module.deployments.size();
}

// Writes and says so, or says why not and what that means to the caller.
std::expected<OutputReport, ExitStatus> Write(const OutputRequest& request, const std::string& shown, bool quiet,
                                              const Compilation& compilation, const std::vector<OutputFile>& files,
                                              const CommandContext& context) {
  auto report = WriteOutput(files, request);
  if (!report) return std::unexpected(Failed(report.error(), context));
  if (!quiet) context.console.Err(ReportLines(*report, CountDeployments(request, compilation), shown));
  return std::move(*report);
}

ExitStatus WriteFolder(const OutputFlags& flags, OutputRequest request, const Compilation& compilation,
                       std::vector<OutputFile>& files, const CommandContext& context, const WarmBuild* warm,
                       const std::string& said) {
  // A large program has much to say: nothing is kept longer than it must be.
  request.staged = [&](std::size_t i) { std::exchange(files[i].bytes, {}); };
  if (warm != nullptr) {
    warm->Tell(request);
    request.render = [&](const OutputFile& file) { return backend::RenderFile(compilation.module, file); };
  }
  const std::string before = said;  // what follows is said too
  const auto report = Write(request, flags.out.value_or(""), flags.quiet, compilation, files, context);
  if (!report) return report.error();
  const std::string after = flags.quiet ? "" : PrerequisiteLines(compilation.module, request.only);
  context.console.Err(after);
  if (warm != nullptr) warm->Keep(*report, files, CountDeployments(request, compilation), before, after);
  return ExitStatus::Done;
}

// systemd serves the user who runs ovcc, and reads that user's folders.
std::string CheckHome(std::string_view home, const CommandContext& context) {
  const auto own = context.environment.Get("HOME");
  if (!own || CleanPath(*own) == home) return "";
  return fmt::format("`--apply` is for your own units below `{}`, and these are for `{}`", *own, home);
}

ExitStatus WriteUserUnits(const OutputFlags& flags, OutputRequest request, const Compilation& compilation,
                          std::vector<OutputFile> files, const CommandContext& context) {
  const std::string_view home = compilation.module.host.home.text();
  if (const std::string wrong = CheckHome(home, context); flags.apply && !wrong.empty()) {
    return UsageError(context, wrong);
  }
  AimAtUser(home, request);
  files = PlaceForUser(std::move(files));
  const auto report = Write(request, "~/.config/containers/systemd", flags.quiet, compilation, files, context);
  if (!report) return report.error();
  const std::vector<LiveUnit> units = FindUnits(files, ChangesOf(*report));
  if (!flags.quiet) {
    context.console.Err(UnitLines(units));
    context.console.Err(PrerequisiteLines(compilation.module, request.only));
  }
  if (flags.apply) return ApplyUnits(files, request, *report, flags.quiet, context);
  for (const auto& command : CommandsFor(units)) context.console.Out(CommandText(command) + "\n");
  return ExitStatus::Done;
}

}  // namespace

void KeepOnly(const std::string& key, const ir::Module& module, std::vector<OutputFile>& files) {
  constexpr std::string_view kNetworkSuffix = ".network";
  std::string network;
  for (const ir::Deployment& deployment : module.deployments) {
    if (deployment.key.text() == key) network = NamedNetwork(deployment.network.text());
  }
  network += kNetworkSuffix;
  std::erase_if(files, [&](const OutputFile& file) {
    return file.name.ends_with(kNetworkSuffix) ? file.name != network : file.owner != key;
  });
}

OutputRequest OutputRequestOf(const OutputFlags& flags, const CompileFlags& compile, const CommandContext& context) {
  OutputRequest request;
  request.owner = flags.owner;
  request.prune = flags.prune;
  request.prune_deploy = flags.prune_deploy;
  request.only = compile.only;
  request.jobs = JobsOf(compile);
  if (flags.out) request.directory = JoinPath(context.working_directory, *flags.out);
  return request;
}

void DeclareOutputFlags(CLI::App& app, OutputFlags& flags) {
  const std::string group = "Output";
  CLI::Option* out = app.add_option("--out", flags.out, "folder to write the units into; `-` is standard output")
                         ->option_text("DIR")
                         ->group(group);
  CLI::Option* to_stdout =
      app.add_flag("--stdout", flags.to_stdout, "write all files to standard output")->excludes(out)->group(group);
  app.add_flag("--user-units", flags.user_units,
               "write where Podman and systemd look for the units of the user, and print "
               "the commands that apply them")
      ->excludes(out)
      ->excludes(to_stdout)
      ->group(group);
  app.add_flag_callback(
         "--apply", [&flags] { flags.user_units = flags.apply = true; },
         "the same, but run these commands, and print the state of each unit")
      ->excludes(out)
      ->excludes(to_stdout)
      ->group(group);
  app.add_flag("--prune", flags.prune, "delete files that an earlier build wrote and this one does not")->group(group);
  app.add_option("--owner", flags.owner, "whose files these are, where projects share a folder; default: default")
      ->option_text("NAME")
      ->group(group);
  app.add_flag("-q,--quiet", flags.quiet, "no summary")->group(group);
}

ExitStatus WriteUnits(const OutputFlags& flags, const CompileFlags& compile, const Compilation& compilation,
                      std::vector<OutputFile> files, const CommandContext& context, const WarmBuild* warm,
                      const std::string& said) {
  if (compile.only) KeepOnly(*compile.only, compilation.module, files);
  OutputRequest request = OutputRequestOf(flags, compile, context);
  if (flags.user_units) return WriteUserUnits(flags, std::move(request), compilation, std::move(files), context);
  if (!flags.prints()) return WriteFolder(flags, std::move(request), compilation, files, context, warm, said);
  context.console.Out(JoinFiles(files));
  if (!flags.quiet) context.console.Err(PrerequisiteLines(compilation.module, request.only));
  return ExitStatus::Done;
}

ExitStatus PreviewUnits(const OutputFlags& flags, const CompileFlags& compile, const Compilation& compilation,
                        std::vector<OutputFile> files, const CommandContext& context) {
  if (compile.only) KeepOnly(*compile.only, compilation.module, files);
  if (flags.prints()) {
    context.console.Out(JoinFiles(files));
    return ExitStatus::Done;
  }
  OutputRequest request = OutputRequestOf(flags, compile, context);
  if (flags.user_units) {
    AimAtUser(compilation.module.host.home.text(), request);
    files = PlaceForUser(std::move(files));
  }
  const auto diffs = PreviewOutput(files, request, context.files);
  if (!diffs) return Failed(diffs.error(), context);
  context.console.Out(*diffs);
  return ExitStatus::Done;
}

}  // namespace ovcc
