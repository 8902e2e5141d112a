// Joins the stages: sources -> module -> passes. The way of the data in one place.
#include "driver/compilation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "driver/expected_diagnostics.h"
#include "driver/findings/allow_comments.h"
#include "driver/findings/print.h"
#include "frontend/demote_unused.h"
#include "frontend/grammar/image_ref.h"
#include "frontend/hide_secrets.h"
#include "frontend/project.h"
#include "ir/printer.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

// `A,B`, or `@FILE` with one name a line and comments from `#` on (§16.3): no name of a secret holds that character.
std::optional<std::vector<Symbol>> ReadAvailableSecrets(const std::string& list, const CommandContext& context,
                                                        Compilation& compilation) {
  std::vector<Symbol> available;
  const auto add = [&](std::string_view name) {
    const std::string_view trimmed = Trim(name);
    if (!trimmed.empty()) available.push_back(compilation.names.Intern(trimmed));
  };
  if (!list.starts_with('@')) {
    for (const std::string_view name : Split(list, ',')) add(name);
    return available;
  }
  const std::string path = list.substr(1);
  const auto bytes = context.files.Read(InputPath(context, path));
  if (!bytes) {
    compilation.diags.Emit({}, diag::FileUnreadable, path, bytes.error().reason);
    return std::nullopt;
  }
  for (const std::string_view line : Split(*bytes, '\n')) add(SplitFirst(line, '#').first);
  return available;
}

// The tag of every reference (§16.1); empty where the option is not given, or refused.
Symbol ReadTag(const std::string& tag, Compilation& compilation) {
  if (tag.empty()) return {};
  const auto checked = CheckImageTag(tag);
  if (checked) return compilation.names.Intern(tag);
  constexpr std::string_view kOption = "--tag ";
  const auto file = compilation.sources.Add("<command line>", fmt::format("{}{}\n", kOption, tag));
  const Span span =
      file ? compilation.sources.SpanOf(*file, kOption.size(), static_cast<std::uint32_t>(tag.size())) : Span();
  compilation.diags.Emit(span, diag::ImageRefInvalid, tag, checked.error().expected);
  return {};
}

ProjectRequest MakeRequest(const CompileFlags& flags, const CommandContext& context, Compilation& compilation) {
  ProjectRequest request;
  request.project = flags.project;
  if (flags.deploy) request.deploy = *flags.deploy == "-" ? kStandardInput : *flags.deploy;
  for (const std::string& path : flags.inspect) request.inspect.push_back(path == "-" ? kStandardInput : path);
  request.working_directory = context.working_directory;
  if (!flags.entry.entry.empty()) request.flags = flags.entry;
  const HostInput input = ReadHostInput(flags.host, context, compilation.sources, compilation.names, compilation.diags);
  request.host = input.host;
  request.settings = input.settings;
  request.options.tag = ReadTag(flags.tag, compilation);
  request.options.with_networks = flags.with_networks;
  if (flags.target) request.options.target = ParseTarget(*flags.target);
  if (flags.secrets_available) {
    request.options.secrets_available = ReadAvailableSecrets(*flags.secrets_available, context, compilation);
  }
  request.variable = [&context](const std::string& name) { return context.environment.Get(name); };
  request.jobs = compilation.jobs;
  request.parsed = context.parsed_files;
  return request;
}

void ReadSettings(const CompileFlags& flags, const CommandContext& context, Compilation& compilation) {
  const ProjectSettings settings =
      ReadProjectSettings(flags.project, context.files, compilation.sources, compilation.names, compilation.diags);
  compilation.levels.Read(settings, compilation.diags);
  for (const std::string& rule : flags.rules) static_cast<void>(compilation.levels.Set(rule));
  if (!settings.baseline.empty()) compilation.baseline = JoinPath(flags.project, settings.baseline.text());
}

std::vector<const PassInfo*> Pipeline() {
  std::vector<const PassInfo*> pipeline;
  for (const PassInfo& pass : AllPasses()) pipeline.push_back(&pass);
  return pipeline;
}

void PrintTimings(const CommandContext& context, const std::vector<PassTiming>& timings) {
  context.console.Err("time of each pass in ms:\n");
  std::chrono::nanoseconds total{};
  for (const PassTiming& timing : timings) {
    context.console.Err(fmt::format("{:>10.3f}  {}\n", static_cast<double>(timing.time.count()) / 1e6, timing.name));
    total += timing.time;
  }
  context.console.Err(fmt::format("{:>10.3f}  total\n", static_cast<double>(total.count()) / 1e6));
}

}  // namespace

ir::Module ReadAsWritten(const CompileFlags& flags, const CommandContext& context, Compilation& compilation) {
  DiagnosticSink reported = std::exchange(compilation.diags, DiagnosticSink());
  ProjectRequest request = MakeRequest(flags, context, compilation);
  request.flags.reset();
  std::vector<std::string> unused;
  ir::Module module =
      LoadProject(request, context.files, compilation.sources, compilation.names, compilation.diags, unused);
  compilation.diags = std::move(reported);
  return module;
}

std::vector<ir::SidecarSpec> SidecarTemplates(const CompileFlags& flags, const CommandContext& context,
                                              Compilation& compilation) {
  const ProjectRequest request = MakeRequest(flags, context, compilation);
  return LoadSidecarTemplates(request, context.files, compilation.sources, compilation.names, compilation.diags);
}

std::string DeployPathOf(const CompileFlags& flags, const CommandContext& context) {
  Compilation scratch;
  return DeployPath(MakeRequest(flags, context, scratch), context.files);
}

void ReportUnknownEntry(std::string_view key, const ir::Module& module, DiagnosticSink& diags) {
  std::vector<std::string_view> known;
  for (const ir::Deployment& deployment : module.deployments) known.push_back(deployment.key.text());
  Diagnostic& found = diags.Emit({}, diag::EntryUnknown, key);
  if (const auto name = Nearest(key, known); !name.empty()) found.Help(fmt::format("did you mean `{}`?", name));
}

void Compile(const CompileFlags& flags, const CommandContext& context, Compilation& compilation) {
  compilation.jobs = JobsOf(flags);
  const ProjectRequest request = MakeRequest(flags, context, compilation);
  ReadSettings(flags, context, compilation);
  compilation.module = LoadProject(request, context.files, compilation.sources, compilation.names, compilation.diags,
                                   compilation.routed);
  if (flags.only && compilation.module.FindDeployment(compilation.names.Intern(*flags.only)) == nullptr) {
    ReportUnknownEntry(*flags.only, compilation.module, compilation.diags);
  }

  PassRunOptions options;
  options.verify_each = flags.verify_each;
  options.after = [&](const PassInfo& pass, const ir::Module& module) {
    if (flags.print_ir_after != "all" && flags.print_ir_after != pass.name) return;
    context.console.Err(fmt::format("// after {}\n", pass.name));
    context.console.Err(ir::Print(module, flags.locations ? &compilation.sources : nullptr));
  };
  PassContext pass_context{compilation.diags, compilation.names};
  compilation.timings = RunPasses(compilation.module, Pipeline(), pass_context, options);
  if (flags.time_passes) PrintTimings(context, compilation.timings);
  DemoteUnused(compilation.module, compilation.diags);
}

void SettleFindings(Compilation& compilation) {
  DiagnosticSink& diags = compilation.diags;
  const bool lints = diags.wants_opinions();
  if (lints || !diags.all().empty()) {
    std::vector<AllowComment> comments = ReadAllowComments(compilation.sources);
    ApplyAllowComments(comments, compilation.sources, diags);
    if (lints) ReportIdleAllowComments(comments, diags);
  }
  compilation.levels.Apply(diags);
  HideSecrets(compilation.module, compilation.sources, diags);
  diags.Sort(compilation.sources);
}

bool ReportFindings(const CompileFlags& flags, const CommandContext& context, Compilation& compilation,
                    std::string_view consequence) {
  SettleFindings(compilation);
  if (flags.verify_diagnostics) {
    const std::vector<std::string> mismatches = CheckExpectedDiagnostics(compilation.sources, compilation.diags);
    for (const std::string& mismatch : mismatches) context.console.Err(mismatch + "\n");
    return mismatches.empty();
  }
  const FindingCounts counts = CountFindings(compilation.diags);
  const bool stops = counts.errors > 0 || (flags.werror && counts.warnings > 0);
  if (counts.total() > 0) {
    context.console.Err(
        RenderFindings(compilation.diags, compilation.sources, context.console.colour(), flags.max_errors));
    context.console.Err(DescribeCounts(counts) + (stops ? fmt::format("; {}\n", consequence) : "\n"));
  }
  return !stops;
}

}  // namespace ovcc
