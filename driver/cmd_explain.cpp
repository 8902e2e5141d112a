// `ovcc explain`: where each value of a deployment comes from, and why it has not what it has not. Changes nothing.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "backend/backend.h"
#include "driver/command.h"
#include "driver/compilation.h"
#include "driver/explain/explain.h"
#include "driver/explain/render.h"
#include "driver/explain/unit.h"
#include "support/suggest.h"

namespace ovcc {
namespace {

constexpr std::string_view kConsequence = "what follows is explained as far as it is known";

struct ExplainFlags {
  CompileFlags compile;
  std::string deploy;
  std::string name;
  std::string unit;  // `FILE[:LINE]`
  std::string format = "text";
};

void DeclareExplainFlags(CLI::App& app, ExplainFlags& flags) {
  app.add_option("DEPLOY", flags.deploy, "a deploy key, or the name of a container: web, web/lab, ov-web-tailscale")
      ->option_text("");
  app.add_option("NAME", flags.name, "a variable, port, volume, secret or other thing of it; default: all")
      ->option_text("");
  app.add_option("--unit", flags.unit, "explain a line of a unit, or all its lines, as it compiles now")
      ->option_text("FILE[:LINE]")
      ->group("Output");
  app.add_option("--format", flags.format, "text or json; default: text")
      ->check(CLI::IsMember({"text", "json"}))
      ->option_text("FORM")
      ->group("Output");
  DeclareCompileFlags(app, flags.compile, EntryName::Either);
}

// The flags of one entry change DEPLOY where `--entry` names no other one.
CompileFlags CompileFlagsOf(const ExplainFlags& flags) {
  CompileFlags compile = flags.compile;
  if (compile.entry.entry.empty() && HasEntryEdit(compile.entry)) compile.entry.entry = flags.deploy;
  return compile;
}

// `-i` makes DEPLOY an instance where it is the entry that flags change.
std::string SubjectName(const ExplainFlags& flags) {
  const bool is_entry = flags.compile.entry.entry.empty() && flags.compile.entry.instance;
  return is_entry ? fmt::format("{}/{}", flags.deploy, *flags.compile.entry.instance) : flags.deploy;
}

ExitStatus ReportUnknown(const std::string& name, Compilation& compilation, const CommandContext& context) {
  const ir::Module& module = compilation.module;
  if (std::as_const(module).FindImage(compilation.names.Intern(name)) != nullptr) {
    context.console.Err(fmt::format("ovcc: error: image `{}` is not deployed\n", name));
    return ExitStatus::Errors;
  }
  context.console.Err(fmt::format("ovcc: error: no deployment and no container of one is called `{}`\n", name));
  std::vector<std::string_view> keys;
  for (const ir::Deployment& deployment : module.deployments) keys.push_back(deployment.key.text());
  const std::string_view nearest = Nearest(name, keys);
  if (!nearest.empty()) context.console.Err(fmt::format("help: did you mean `{}`?\n", nearest));
  return ExitStatus::Errors;
}

std::string Render(const ExplainFlags& flags, const explain::Explanation& explanation, bool colour) {
  if (flags.format == "json") return RenderJson(explanation);
  return RenderText(explanation, flags.name.empty() ? explain::Detail::List : explain::Detail::Full, colour);
}

// The file that the user named, if there is one.
std::optional<std::string> OnDisk(const std::string& path, const CommandContext& context) {
  auto bytes = context.files.Read(InputPath(context, path));
  if (!bytes) return std::nullopt;
  return std::move(*bytes);
}

ExitStatus ReportUnknownUnit(const std::string& name, const std::vector<backend::OutputFile>& files,
                             const CommandContext& context) {
  context.console.Err(fmt::format("ovcc: error: the program has no unit `{}`\n", name));
  std::vector<std::string_view> names;
  for (const backend::OutputFile& file : files) names.emplace_back(file.name);
  const std::string_view nearest = Nearest(name, names);
  if (!nearest.empty()) context.console.Err(fmt::format("help: did you mean `{}`?\n", nearest));
  return ExitStatus::Errors;
}

ExitStatus RunUnit(const ExplainFlags& flags, const CompileFlags& compile, const CommandContext& context) {
  Compilation compilation;
  Compile(compile, context, compilation);
  // With errors what is emitted may have more: they follow from the first ones.
  DiagnosticSink consequences;
  DiagnosticSink& findings = compilation.diags.has_errors() ? consequences : compilation.diags;
  const std::vector<backend::OutputFile> files =
      backend::EmitQuadlet(compilation.module, compilation.jobs, findings, backend::LineOrigins::Yes);
  explain::Context explained(compilation.module, compilation.sources, compilation.diags);
  const bool good = ReportFindings(compile, context, compilation, kConsequence);
  const explain::UnitQuery query = explain::ParseUnitQuery(flags.unit);
  const backend::OutputFile* unit = explain::FindUnit(files, query.file);
  if (unit == nullptr) return ReportUnknownUnit(query.file, files, context);

  const explain::UnitExplanation explanation =
      explain::ExplainUnit(explained, *unit, query, OnDisk(query.file, context));
  if (flags.format == "json") {
    context.console.Out(RenderJson(explanation));
  } else {
    const explain::Detail detail = query.line ? explain::Detail::Full : explain::Detail::List;
    context.console.Out(RenderText(explanation, detail, context.console.out_colour()));
  }
  return good && !explanation.lines.empty() ? ExitStatus::Done : ExitStatus::Errors;
}

ExitStatus RunExplain(const ExplainFlags& flags, const CommandContext& context) {
  if (flags.deploy.empty() && flags.unit.empty()) {
    return UsageError(context,
                      "name a deployment or a unit: `ovcc explain DEPLOY [NAME]`, `ovcc explain --unit FILE:LINE`");
  }
  if (!flags.name.empty() && !flags.unit.empty()) return UsageError(context, "`--unit` and NAME exclude each other");
  const CompileFlags compile = CompileFlagsOf(flags);
  if (const std::string wrong = CheckCompileFlags(compile); !wrong.empty()) return UsageError(context, wrong);
  if (!flags.unit.empty()) return RunUnit(flags, compile, context);

  Compilation compilation;
  Compile(compile, context, compilation);
  const std::optional<explain::Subject> subject = explain::FindSubject(compilation.module, SubjectName(flags));
  explain::Context explained(compilation.module, compilation.sources, compilation.diags);
  const bool good = ReportFindings(compile, context, compilation, kConsequence);
  if (!subject) return ReportUnknown(SubjectName(flags), compilation, context);
  if (compile.verify_diagnostics) return good ? ExitStatus::Done : ExitStatus::Errors;

  const explain::Explanation explanation =
      flags.name.empty() ? explain::Explain(explained, *subject)
                         : explain::ExplainName(explained, *subject, compilation.names.Intern(flags.name));
  context.console.Out(Render(flags, explanation, context.console.out_colour()));
  return good ? ExitStatus::Done : ExitStatus::Errors;
}

}  // namespace

CommandRunner DeclareExplain(CLI::App& app) {
  const auto flags = std::make_shared<ExplainFlags>();
  DeclareExplainFlags(app, *flags);
  return [flags](const CommandContext& context) { return RunExplain(*flags, context); };
}

}  // namespace ovcc
