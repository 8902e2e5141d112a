// Findings of a comparison in their forms.
#include "driver/breaking/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "driver/lint/region.h"

namespace ovcc::breaking {
namespace {

using nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr std::size_t kShown = 8;  // consumers

bool IsBefore(Span span, const Report& report) {
  return report.files_before > 0 && !span.empty() &&
         span.begin <= report.sources.WholeFile(report.files_before - 1).end;
}

ordered_json LocationJson(Span span, const Report& report) {
  const Region region = RegionOf(span, report.sources);
  return {{"revision", IsBefore(span, report) ? "before" : "after"},
          {"file", region.file},
          {"line", region.line},
          {"column", region.column},
          {"end_line", region.end_line},
          {"end_column", region.end_column}};
}

ordered_json FindingJson(const Diagnostic& found, const Report& report) {
  ordered_json json = {{"code", found.info->code},
                       {"severity", SeverityName(found.severity)},
                       {"level", found.labels.empty() ? "contract" : "consumers"},
                       {"message", found.message}};
  if (!found.span.empty()) json["location"] = LocationJson(found.span, report);
  json["consumers"] = ordered_json::array();
  for (const Label& label : found.labels) {
    ordered_json consumer = {{"message", label.text}};
    if (!label.span.empty()) consumer["location"] = LocationJson(label.span, report);
    json["consumers"].push_back(std::move(consumer));
  }
  for (const std::string& note : found.notes) json["notes"].push_back(note);
  if (!found.help.empty()) json["help"] = found.help;
  return json;
}

}  // namespace

bool Report::compatible() const {
  const auto breaks = [](const Diagnostic& found) { return found.severity != Severity::Note; };
  return errors == 0 && std::ranges::none_of(findings.all(), breaks);
}

DiagnosticSink ForPeople(const DiagnosticSink& findings) {
  DiagnosticSink shown;
  for (Diagnostic found : findings.all()) {
    if (found.labels.size() > kShown) {
      found.Note(fmt::format("and {} more", found.labels.size() - kShown));
      found.labels.resize(kShown);
    }
    shown.all().push_back(std::move(found));
  }
  return shown;
}

DiagnosticSink ForAnnotations(const Report& report) {
  DiagnosticSink shown = ForPeople(report.findings);
  for (Diagnostic& found : shown.all()) {
    if (!IsBefore(found.span, report)) continue;
    const Position was = report.sources.Locate(found.span);
    found.Note(fmt::format("it stood at {}:{}:{}", was.file, was.line, was.column));
    found.span = {};
  }
  return shown;
}

std::string BreakingJson(const Report& report) {
  ordered_json findings = ordered_json::array();
  for (const Diagnostic& found : report.findings.all()) findings.push_back(FindingJson(found, report));
  const ordered_json root = {{"format", kFormat},          {"against", report.against},
                             {"level", report.level},      {"compatible", report.compatible()},
                             {"errors", report.errors},    {"findings", findings},
                             {"left_out", report.left_out}};
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ovcc::breaking
