// `ovcc build`: compile a project and write what comes out (§18).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "backend/backend.h"
#include "backend/secrets/render.h"
#include "driver/cache/warm_build.h"
#include "driver/command.h"
#include "driver/compilation.h"
#include "driver/output_flags.h"
#include "ir/printer.h"
#include "passes/form_pods/networks.h"

namespace ovcc {
namespace {

struct BuildFlags {
  CompileFlags compile;
  OutputFlags output;
  CacheFlags cache;
  std::string emit = "quadlet";
};

void DeclareBuildFlags(CLI::App& app, BuildFlags& flags) {
  DeclareOutputFlags(app, flags.output);
  app.add_option("--emit", flags.emit, "quadlet, or ir, json, secrets to standard output; default: quadlet")
      ->check(CLI::IsMember({"quadlet", "ir", "json", "secrets"}))
      ->option_text("FORM")
      ->group("Output");
  DeclareCacheFlags(app, flags.cache);
  DeclareCompileFlags(app, flags.compile);
}

// What is wrong with the flags taken together; empty: nothing.
std::string CheckFlags(const BuildFlags& flags) {
  if (std::string wrong = CheckCompileFlags(flags.compile); !wrong.empty()) return wrong;
  if (flags.emit == "quadlet" && !flags.output.has_place() && !flags.compile.verify_diagnostics) {
    return "say where the units go: `--out DIR`, `--user-units` or `--stdout`";
  }
  if (flags.emit != "quadlet" && flags.output.user_units) {
    return fmt::format("`--emit {}` writes to standard output; leave out `--user-units`", flags.emit);
  }
  if (flags.emit != "quadlet" && flags.output.out && !flags.output.prints()) {
    return fmt::format("`--emit {}` writes to standard output; leave out `--out`", flags.emit);
  }
  return "";
}

// What `--only` leaves of a program that is shown (§18.3).
void KeepOnly(const std::string& key, ir::Module& module) {
  std::erase_if(module.deployments, [&](const ir::Deployment& deployment) { return deployment.key.text() != key; });
  std::erase_if(module.networks, [&](Symbol network) {
    return std::ranges::none_of(module.deployments, [&](const ir::Deployment& deployment) {
      return NamedNetwork(deployment.network.text()) == network.text();
    });
  });
}

// The program in the form that `--emit` names.
std::string Show(const BuildFlags& flags, Compilation& compilation) {
  ir::Module& module = compilation.module;
  if (flags.compile.only) KeepOnly(*flags.compile.only, module);
  if (flags.emit == "ir") return ir::Print(module, flags.compile.locations ? &compilation.sources : nullptr);
  if (flags.emit == "json") return backend::EmitJson(module);
  return backend::SecretPlanJson(backend::MakeSecretPlan(module, flags.compile.only));
}

ExitStatus Build(const BuildFlags& flags, const CommandContext& context, WarmBuild* warm, const std::string& said) {
  Compilation compilation;
  Compile(flags.compile, context, compilation);
  if (warm != nullptr) warm->KeepParsedFiles();
  std::vector<backend::OutputFile> files;
  if (!compilation.diags.has_errors()) {
    const std::string directory = OutputRequestOf(flags.output, flags.compile, context).directory;
    files = warm != nullptr ? warm->Emit(compilation.module, directory, compilation.jobs, compilation.diags)
                            : backend::EmitQuadlet(compilation.module, compilation.jobs, compilation.diags);
  }
  if (!ReportFindings(flags.compile, context, compilation)) return ExitStatus::Errors;
  for (const std::string& line : compilation.routed) context.console.Err(line + "\n");
  if (flags.compile.verify_diagnostics) return ExitStatus::Done;

  if (flags.emit == "quadlet")
    return WriteUnits(flags.output, flags.compile, compilation, std::move(files), context, warm, said);
  context.console.Out(Show(flags, compilation));
  return ExitStatus::Done;
}

ExitStatus RunBuild(const BuildFlags& flags, const CommandContext& context) {
  if (const std::string wrong = CheckFlags(flags); !wrong.empty()) return UsageError(context, wrong);
  auto warm =
      flags.emit == "quadlet" ? WarmBuild::Open(flags.cache, flags.compile, flags.output, context) : std::nullopt;
  if (!warm) return Build(flags, context, nullptr, {});

  const OutputRequest request = OutputRequestOf(flags.output, flags.compile, context);
  if (warm->Repeat(request, *flags.output.out, flags.output.quiet, context)) return ExitStatus::Done;
  const CommandContext recorded{context.console,           context.environment, warm->files(),        context.processes,
                                context.working_directory, context.arguments,   &warm->parsed_files()};
  std::string said;
  context.console.CopyErrTo(&said);
  const ExitStatus status = Build(flags, recorded, &*warm, said);
  context.console.CopyErrTo(nullptr);
  return status;
}

}  // namespace

CommandRunner DeclareBuild(CLI::App& app) {
  const auto flags = std::make_shared<BuildFlags>();
  DeclareBuildFlags(app, *flags);
  return [flags](const CommandContext& context) { return RunBuild(*flags, context); };
}

}  // namespace ovcc
