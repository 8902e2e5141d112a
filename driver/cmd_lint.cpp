// `ovcc lint`: what is wrong with a project, or probably is, before anything is deployed (§12). Compiles the whole
// program, runs the rules over it, and reports; with `--fix` it changes the sources.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "backend/backend.h"
#include "driver/command.h"
#include "driver/compilation.h"
#include "driver/findings/print.h"
#include "driver/findings/rule_levels.h"
#include "driver/lint/baseline.h"
#include "driver/lint/explanations.h"
#include "driver/lint/fix_run.h"
#include "driver/lint/report.h"
#include "driver/locked_file.h"
#include "passes/lint/rule.h"

namespace ovcc {
namespace {

struct LintFlags {
  CompileFlags compile;
  std::string format = "text";
  std::string explain;
  bool list_rules = false;
  FixFlags fix;
  std::string baseline;
  bool write_baseline = false;
};

constexpr std::string_view kDefaultBaseline = ".ovcc-baseline.json";

/// `--explain CODE`.
ExitStatus Explain(const std::string& code, const CommandContext& context) {
  const std::string_view page = Explanation(code);
  if (!page.empty()) {
    context.console.Out(page);
    return ExitStatus::Done;
  }
  const std::string_view nearest = NearestCode(code);
  return UsageError(context, fmt::format("there is no code `{}`{}", code,
                                         nearest.empty() ? "; `ovcc lint --list-rules` shows all"
                                                         : fmt::format("; did you mean `{}`?", nearest)));
}

/// `--list-rules`: a line each, sorted by code.
void ListRules(const CommandContext& context) {
  std::vector<const DiagInfo*> rows = AllDiagnostics();
  std::ranges::sort(rows, {}, [](const DiagInfo* info) { return std::tuple(info->code, info->severity); });
  const auto repeated = std::ranges::unique(rows, {}, &DiagInfo::code);
  rows.erase(repeated.begin(), repeated.end());
  for (const DiagInfo* info : rows) {
    const std::string_view origin = info->is_opinion() ? info->section : "build and lint";
    context.console.Out(fmt::format("{:<28} {:<8} {}\n", info->code, SeverityName(info->severity), origin));
  }
}

/// One run over the sources as `context` has them. The findings are not settled yet.
void Lint(const CompileFlags& flags, const CommandContext& context, Compilation& compilation) {
  compilation.diags = DiagnosticSink(true);
  Compile(flags, context, compilation);
  lint::RunRules(compilation.module, compilation.diags);
  // What no unit can carry is found when units are written.
  if (!compilation.diags.has_errors()) {
    static_cast<void>(backend::EmitQuadlet(compilation.module, compilation.jobs, compilation.diags));
  }
}

std::string Render(const LintFlags& flags, const Compilation& compilation, const CommandContext& context) {
  const DiagnosticSink& diags = compilation.diags;
  const SourceManager& sources = compilation.sources;
  if (flags.format == "json") return LintJson(diags, sources);
  if (flags.format == "sarif") return LintSarif(diags, sources);
  if (flags.format == "github") return LintGithub(diags, sources, context);
  if (flags.format == "junit") return LintJunit(diags, sources);
  return RenderFindings(diags, sources, context.console.out_colour(), flags.compile.max_errors);
}

/// The line below the findings, for people.
std::string Summary(const Compilation& compilation, std::size_t known) {
  const FindingCounts counts = CountFindings(compilation.diags);
  std::string line = counts.total() == 0 ? "no findings" : DescribeCounts(counts);
  std::size_t files = 0;
  for (std::size_t i = 0; i < compilation.sources.file_count(); ++i) {
    if (!compilation.sources.file(i).name.starts_with('<')) ++files;
  }
  line += fmt::format(" in {} {}", files, files == 1 ? "file" : "files");
  if (known > 0) line += fmt::format("; {} known from the baseline", known);
  if (counts.fixable > 0) line += fmt::format("; `--fix` settles {}", counts.fixable);
  return line + "\n";
}

/// The path of the baseline: the flag, the settings of the project, or the usual name where that file is there.
std::string BaselinePath(const LintFlags& flags, const Compilation& compilation, const CommandContext& context) {
  if (!flags.baseline.empty()) return flags.baseline;
  if (!compilation.baseline.empty()) return compilation.baseline;
  std::string usual = JoinPath(flags.compile.project == "." ? "" : flags.compile.project, kDefaultBaseline);
  return flags.write_baseline || context.files.Status(InputPath(context, usual)) ? usual : std::string();
}

ExitStatus WriteBaseline(const std::string& path, const Compilation& compilation, const CommandContext& context) {
  const Baseline baseline = Baseline::Of(compilation.diags, compilation.sources);
  auto file = LockedFile::Open(InputPath(context, path));
  const auto written = file ? file->Replace(baseline.Print()) : std::unexpected(file.error());
  if (!written) {
    context.console.Err(fmt::format("ovcc: error: cannot write `{}`: {}\n", path, written.error().reason));
    return ExitStatus::Machine;
  }
  context.console.Err(
      fmt::format("{}: {} known from now on\n", path,
                  baseline.size() == 1 ? "1 finding is" : fmt::format("{} findings are", baseline.size())));
  return ExitStatus::Done;
}

/// Takes away what the baseline knows; returns how many. What is wrong with the baseline is a finding.
std::size_t ApplyBaseline(const std::string& path, const CommandContext& context, Compilation& compilation) {
  if (path.empty()) return 0;
  const auto bytes = context.files.Read(InputPath(context, path));
  if (!bytes) {
    compilation.diags.Emit({}, diag::BaselineInvalid, path, bytes.error().reason);
    return 0;
  }
  const auto baseline = Baseline::Parse(*bytes);
  if (!baseline) {
    compilation.diags.Emit({}, diag::BaselineInvalid, path, baseline.error());
    return 0;
  }
  return baseline->Apply(compilation.diags, compilation.sources);
}

ExitStatus RunLint(const LintFlags& flags, const CommandContext& context) {
  if (!flags.explain.empty()) return Explain(flags.explain, context);
  if (flags.list_rules) {
    ListRules(context);
    return ExitStatus::Done;
  }
  if (const std::string wrong = CheckCompileFlags(flags.compile); !wrong.empty()) return UsageError(context, wrong);
  if (!flags.fix.fix && (flags.fix.dry_run || flags.fix.unsafe)) {
    return UsageError(context, "`--dry-run` and `--unsafe-fixes` belong to `--fix`");
  }
  const LintStep step = [&](const CommandContext& as_seen, Compilation& compilation) {
    Lint(flags.compile, as_seen, compilation);
    SettleFindings(compilation);
  };
  if (flags.fix.fix) {
    if (const ExitStatus status = RunFixes(flags.fix, step, context); status != ExitStatus::Done) return status;
    if (flags.fix.dry_run) return ExitStatus::Done;
  }
  Compilation compilation;
  Lint(flags.compile, context, compilation);
  if (flags.compile.verify_diagnostics) {
    return ReportFindings(flags.compile, context, compilation) ? ExitStatus::Done : ExitStatus::Errors;
  }
  SettleFindings(compilation);
  const std::string baseline = BaselinePath(flags, compilation, context);
  if (flags.write_baseline) return WriteBaseline(baseline, compilation, context);
  const std::size_t known = ApplyBaseline(baseline, context, compilation);
  context.console.Out(Render(flags, compilation, context));
  if (flags.format == "text") context.console.Out(Summary(compilation, known));
  const FindingCounts counts = CountFindings(compilation.diags);
  const bool clean = counts.errors == 0 && !(flags.compile.werror && counts.warnings > 0);
  return clean ? ExitStatus::Done : ExitStatus::Errors;
}

}  // namespace

CommandRunner DeclareLint(CLI::App& app) {
  const auto flags = std::make_shared<LintFlags>();
  const std::string group = "Findings";
  app.add_option("--format", flags->format, "text, json, sarif, github or junit; default: text")
      ->check(CLI::IsMember({"text", "json", "sarif", "github", "junit"}))
      ->option_text("FORM")
      ->group(group);
  app.add_option("--explain", flags->explain, "print the page of one code, and stop")
      ->option_text("CODE")
      ->group(group);
  app.add_flag("--list-rules", flags->list_rules, "list every code with its severity, and stop")->group(group);
  app.add_option("--baseline", flags->baseline,
                 "file of known findings; default: the one of .ovcc.yml, else .ovcc-baseline.json if it is there")
      ->option_text("FILE")
      ->group(group);
  app.add_flag("--write-baseline", flags->write_baseline, "store the findings of this run as known, and stop")
      ->group(group);
  app.add_flag("--fix", flags->fix.fix, "make the safe fixes in the sources")->group(group);
  app.add_flag("--unsafe-fixes", flags->fix.unsafe, "with --fix: make the fixes, too, that may not be what was meant")
      ->group(group);
  app.add_flag("--dry-run", flags->fix.dry_run, "with --fix: show what would change, and write nothing")->group(group);
  DeclareCompileFlags(app, flags->compile);
  return [flags](const CommandContext& context) { return RunLint(*flags, context); };
}

}  // namespace ovcc
