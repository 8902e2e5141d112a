// Lint findings as GitHub's workflow commands.
#include <fmt/format.h>

#include "driver/lint/region.h"
#include "driver/lint/report.h"

namespace ovcc {
namespace {

/// The escapes of a workflow command; `property` for what stands before the `::`.
std::string Escape(std::string_view text, bool property) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%') {
      escaped += "%25";
    } else if (c == '\r') {
      escaped += "%0D";
    } else if (c == '\n') {
      escaped += "%0A";
    } else if (property && c == ':') {
      escaped += "%3A";
    } else if (property && c == ',') {
      escaped += "%2C";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

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

std::string LintGithub(const DiagnosticSink& diags, const SourceManager& sources) {
  constexpr bool kProperty = true;
  std::string text;
  for (const Diagnostic& found : diags.all()) {
    const Region region = RegionOf(found.span, sources);
    std::string place;
    if (region.line > 0) {
      place = fmt::format("file={},line={},", Escape(region.file, kProperty), region.line);
      if (region.end_line == region.line)
        place += fmt::format("col={},endColumn={},", region.column, region.end_column);
    }
    text += fmt::format("::{} {}title={}::{}\n", Command(found.severity), place, Escape(found.info->code, kProperty),
                        Escape(Describe(found, sources), !kProperty));
  }
  return text;
}

}  // namespace ovcc
