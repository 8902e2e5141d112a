// `ovcc build`: compile a project and write what comes out (§18).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "backend/backend.h"
#include "backend/secrets/render.h"
#include "driver/command.h"
#include "driver/compilation.h"
#include "driver/output_folder.h"
#include "driver/summary.h"
#include "ir/printer.h"

namespace ovcc {
namespace {

struct BuildFlags {
  CompileFlags compile;
  std::optional<std::string> out;
  bool to_stdout = false;
  std::string emit = "quadlet";
  bool prune = false;
  std::string owner = "default";
  bool quiet = false;
};

void DeclareBuildFlags(CLI::App& app, BuildFlags& flags) {
  CLI::Option* out = app.add_option("--out", flags.out, "folder to write the units into; `-` is standard output")
                         ->option_text("DIR")
                         ->group("Output");
  app.add_flag("--stdout", flags.to_stdout, "write all files to standard output")->excludes(out)->group("Output");
  app.add_option("--emit", flags.emit, "quadlet, or ir, json, secrets to standard output; default: quadlet")
      ->check(CLI::IsMember({"quadlet", "ir", "json", "secrets"}))
      ->option_text("FORM")
      ->group("Output");
  app.add_flag("--prune", flags.prune, "delete files that an earlier build wrote and this one does not")
      ->group("Output");
  app.add_option("--owner", flags.owner, "whose files these are, where projects share a folder; default: default")
      ->option_text("NAME")
      ->group("Output");
  app.add_flag("-q,--quiet", flags.quiet, "no summary")->group("Output");
  DeclareCompileFlags(app, flags.compile);
}

// All files in the `.quadlets` form of Podman 6 (§18.4).
std::string JoinFiles(const std::vector<backend::OutputFile>& files) {
  std::string text;
  for (const backend::OutputFile& file : files) {
    if (!text.empty()) text += "---\n";
    text += fmt::format("# FileName={}\n", file.name);
    text += file.bytes;
  }
  return text;
}

void KeepOnly(const std::string& key, std::vector<backend::OutputFile>& files) {
  std::erase_if(files, [&](const backend::OutputFile& file) { return file.owner != key; });
}

ExitStatus WriteFolder(const BuildFlags& flags, const CommandContext& context, const Compilation& compilation,
                       const std::vector<backend::OutputFile>& files) {
  const OutputRequest request{JoinPath(context.working_directory, *flags.out), flags.owner, flags.prune,
                              flags.compile.only};
  const auto report = WriteOutput(files, request);
  if (!report) {
    context.console.Err(fmt::format("ovcc: error: {}; nothing was written\n", report.error().message));
    return report.error().kind == OutputFailure::Kind::Refused ? ExitStatus::Errors : ExitStatus::Machine;
  }
  if (!flags.quiet) {
    const std::size_t deployments = flags.compile.only ? 1 : compilation.module.deployments.size();
    context.console.Err(ReportLines(*report, deployments, *flags.out));
    context.console.Err(PrerequisiteLines(compilation.module, flags.compile.only));
  }
  return ExitStatus::Done;
}

ExitStatus RunBuild(const BuildFlags& flags, const CommandContext& context) {
  const bool to_stdout = flags.to_stdout || flags.out == "-";
  if (const std::string wrong = CheckCompileFlags(flags.compile); !wrong.empty()) return UsageError(context, wrong);
  if (flags.emit == "quadlet" && !flags.out && !flags.to_stdout && !flags.compile.verify_diagnostics) {
    return UsageError(context, "say where the units go: `--out DIR` or `--stdout`");
  }
  if (flags.emit != "quadlet" && flags.out && !to_stdout) {
    return UsageError(context, fmt::format("`--emit {}` writes to standard output; leave out `--out`", flags.emit));
  }

  Compilation compilation;
  Compile(flags.compile, context, compilation);
  std::vector<backend::OutputFile> files;
  if (!compilation.diags.has_errors()) {
    files = backend::EmitQuadlet(compilation.module, compilation.jobs, compilation.diags);
  }
  if (!ReportFindings(flags.compile, context, compilation)) return ExitStatus::Errors;
  for (const std::string& line : compilation.routed) context.console.Err(line + "\n");
  if (flags.compile.verify_diagnostics) return ExitStatus::Done;

  if (flags.emit == "ir") {
    context.console.Out(ir::Print(compilation.module, flags.compile.locations ? &compilation.sources : nullptr));
    return ExitStatus::Done;
  }
  if (flags.emit == "json") {
    context.console.Out(backend::EmitJson(compilation.module));
    return ExitStatus::Done;
  }
  if (flags.emit == "secrets") {
    context.console.Out(backend::SecretPlanJson(backend::MakeSecretPlan(compilation.module, flags.compile.only)));
    return ExitStatus::Done;
  }
  if (flags.compile.only) KeepOnly(*flags.compile.only, files);
  if (!to_stdout) return WriteFolder(flags, context, compilation, files);
  context.console.Out(JoinFiles(files));
  if (!flags.quiet) context.console.Err(PrerequisiteLines(compilation.module, flags.compile.only));
  return ExitStatus::Done;
}

}  // namespace

CommandRunner DeclareBuild(CLI::App& app) {
  const auto flags = std::make_shared<BuildFlags>();
  DeclareBuildFlags(app, *flags);
  return [flags](const CommandContext& context) { return RunBuild(*flags, context); };
}

}  // namespace ovcc
