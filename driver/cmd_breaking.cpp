// `ovcc breaking`: what a change of contracts breaks, and for whom. Compiles an earlier revision and the working tree,
// and compares the two programs.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "driver/breaking/against.h"
#include "driver/breaking/report.h"
#include "driver/breaking/rules.h"
#include "driver/command.h"
#include "driver/compilation.h"
#include "driver/findings/print.h"
#include "driver/lint/report.h"

namespace ovcc {
namespace {

struct BreakingFlags {
  CompileFlags compile;
  std::string against;
  std::string level = "consumers";
  std::string format = "text";
};

/// Both revisions in one compilation, so that names and places of both can be compared.
struct BothRevisions {
  Compilation compilation;  // its module is the later one
  ir::Module before;
  std::size_t files_before = 0;
};

void PrintErrors(const Compilation& compilation, const BreakingFlags& flags, const CommandContext& context) {
  context.console.Err(
      RenderFindings(compilation.diags, compilation.sources, context.console.colour(), flags.compile.max_errors));
}

/// The earlier revision; false if it has errors: what is missing then would look like a change.
bool CompileBefore(const BreakingFlags& flags, const breaking::Against& against, const CommandContext& context,
                   BothRevisions& both) {
  const FileSystem& files = against.files != nullptr ? *against.files : context.files;
  Compile(against.flags, {context.console, context.environment, files, context.processes, context.working_directory},
          both.compilation);
  SettleFindings(both.compilation);
  if (both.compilation.diags.has_errors()) {
    PrintErrors(both.compilation, flags, context);
    context.console.Err(fmt::format("ovcc: error: `{}` has errors; nothing can be compared with it\n", flags.against));
    return false;
  }
  both.before = std::move(both.compilation.module);
  both.files_before = both.compilation.sources.file_count();
  both.compilation.module = ir::Module();
  both.compilation.diags = DiagnosticSink();
  both.compilation.levels = RuleLevels();
  return true;
}

/// The working tree. Its errors may be what the change breaks: they are shown, and the comparison goes on. Returns how
/// many there are.
std::size_t CompileAfter(const BreakingFlags& flags, const CommandContext& context, BothRevisions& both) {
  Compile(flags.compile, context, both.compilation);
  SettleFindings(both.compilation);
  std::erase_if(both.compilation.diags.all(),
                [](const Diagnostic& found) { return found.severity != Severity::Error; });
  PrintErrors(both.compilation, flags, context);
  return std::exchange(both.compilation.diags, DiagnosticSink()).all().size();
}

/// Leaves out what concerns nobody in this program; returns how much that was.
std::size_t LeaveOut(const BreakingFlags& flags, DiagnosticSink& diags) {
  if (flags.level == "contract") return 0;
  return std::erase_if(diags.all(), [](const Diagnostic& found) { return found.labels.empty(); });
}

std::string Render(const BreakingFlags& flags, const breaking::Report& report, const CommandContext& context) {
  if (flags.format == "json") return breaking::BreakingJson(report);
  if (flags.format == "github") return LintGithub(breaking::ForAnnotations(report), report.sources, context);
  return RenderFindings(breaking::ForPeople(report.findings), report.sources, context.console.out_colour(),
                        flags.compile.max_errors);
}

/// The line below the findings, for people.
std::string Summary(const breaking::Report& report) {
  const std::size_t changes = report.findings.all().size();
  std::string line = changes == 0 ? fmt::format("nothing breaks since `{}`", report.against)
                                  : fmt::format("{} breaking {} since `{}`", changes,
                                                changes == 1 ? "change" : "changes", report.against);
  if (report.left_out > 0) {
    line += fmt::format("; {} more {} nobody here (`--level contract`)", report.left_out,
                        report.left_out == 1 ? "concerns" : "concern");
  }
  if (report.errors > 0) {
    line += fmt::format("; the program does not compile: {} {} above", report.errors,
                        report.errors == 1 ? "error" : "errors");
  }
  return line + "\n";
}

ExitStatus RunBreaking(const BreakingFlags& flags, const CommandContext& context) {
  if (const std::string wrong = CheckCompileFlags(flags.compile); !wrong.empty()) return UsageError(context, wrong);
  const auto against = breaking::OpenAgainst(flags.against, flags.compile, context);
  if (!against) {
    context.console.Err(fmt::format("ovcc: error: {}\n", against.error().message));
    return against.error().status;
  }
  BothRevisions both;
  if (!CompileBefore(flags, *against, context, both)) return ExitStatus::Errors;
  const std::size_t errors = CompileAfter(flags, context, both);
  Compilation& compilation = both.compilation;
  breaking::Revisions revisions(both.before, compilation.module, compilation.diags);
  breaking::Compare(revisions);
  const std::size_t left_out = LeaveOut(flags, compilation.diags);
  SettleFindings(compilation);
  const breaking::Report report{.findings = compilation.diags,
                                .sources = compilation.sources,
                                .files_before = both.files_before,
                                .against = flags.against,
                                .level = flags.level,
                                .left_out = left_out,
                                .errors = errors};
  context.console.Out(Render(flags, report, context));
  if (flags.format == "text") context.console.Out(Summary(report));
  return report.compatible() ? ExitStatus::Done : ExitStatus::Errors;
}

}  // namespace

CommandRunner DeclareBreaking(CLI::App& app) {
  const auto flags = std::make_shared<BreakingFlags>();
  const std::string group = "Comparison";
  app.add_option("--against", flags->against,
                 "the earlier revision: a folder if there is one of that name, else a revision of git")
      ->required()
      ->option_text("REV|DIR")
      ->group(group);
  app.add_option("--level", flags->level,
                 "consumers: what breaks somebody in this program; contract: also what may break others; default: "
                 "consumers")
      ->check(CLI::IsMember({"consumers", "contract"}))
      ->option_text("LEVEL")
      ->group(group);
  app.add_option("--format", flags->format, "text, json or github; default: text")
      ->check(CLI::IsMember({"text", "json", "github"}))
      ->option_text("FORM")
      ->group(group);
  DeclareCompileFlags(app, flags->compile);
  return [flags](const CommandContext& context) { return RunBreaking(*flags, context); };
}

}  // namespace ovcc
