// Lint findings as GitHub's workflow commands.
#include <fmt/format.h>

#include "driver/github.h"
#include "driver/lint/region.h"
#include "driver/lint/report.h"

namespace ovcc {
namespace {

std::string_view Command(Severity severity) {
  if (severity == Severity::Error) return "error";
  return severity == Severity::Warning ? "warning" : "notice";
}

std::string Describe(const Diagnostic& found, const SourceManager& sources) {
  std::string text = found.message;
  for (const Label& label : found.labels) {
    const Region at = RegionOf(label.span, sources);
    text += at.line == 0 ? fmt::format("\nnote: {}", label.text)
                         : fmt::format("\n{}:{}:{}: note: {}", at.file, at.line, at.column, label.text);
  }
  for (const std::string& note : found.notes) text += "\nnote: " + note;
  if (!found.help.empty()) text += "\nhelp: " + found.help;
  return text;
}

}  // namespace

std::string LintGithub(const DiagnosticSink& diags, const SourceManager& sources, const CommandContext& context) {
  std::string text;
  for (const Diagnostic& found : diags.all()) {
    const Region region = RegionOf(found.span, sources);
    GithubAnnotation annotation;
    annotation.command = Command(found.severity);
    annotation.line = region.line;
    annotation.title = found.info->code;
    annotation.message = Describe(found, sources);
    if (region.line != 0) {
      annotation.file = PathInWorkspace(std::string(region.file), context.working_directory, context.environment);
    }
    if (region.line == region.end_line) {
      annotation.column = region.column;
      annotation.end_column = region.end_column;
    }
    text += WorkflowCommand(annotation);
  }
  return text;
}

}  // namespace ovcc
