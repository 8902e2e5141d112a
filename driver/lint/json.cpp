// Lint findings as JSON for scripts.
#include <nlohmann/json.hpp>

#include "driver/findings/print.h"
#include "driver/lint/fixes.h"
#include "driver/lint/region.h"
#include "driver/lint/report.h"

namespace ovcc {
namespace {

using nlohmann::ordered_json;

constexpr int kFormat = 1;

ordered_json RegionJson(const Region& region) {
  return {{"file", region.file},
          {"line", region.line},
          {"column", region.column},
          {"end_line", region.end_line},
          {"end_column", region.end_column}};
}

ordered_json FixJson(const Fix& fix, const FileEdits& edits, const SourceManager& sources) {
  ordered_json json = {{"title", fix.title}, {"safe", fix.safe}, {"edits", ordered_json::array()}};
  for (const auto& [file, list] : edits) {
    for (const TextEdit& edit : list) {
      ordered_json item = RegionJson(RegionOf(file, edit.begin, edit.end, sources));
      item["text"] = edit.replacement;
      json["edits"].push_back(std::move(item));
    }
  }
  return json;
}

ordered_json FindingJson(const Diagnostic& found, const SourceManager& sources) {
  ordered_json json = {
      {"code", found.info->code}, {"severity", SeverityName(found.severity)}, {"message", found.message}};
  if (!found.span.empty()) json["location"] = RegionJson(RegionOf(found.span, sources));
  for (const Label& label : found.labels) {
    ordered_json related = {{"message", label.text}};
    if (!label.span.empty()) related["location"] = RegionJson(RegionOf(label.span, sources));
    json["related"].push_back(std::move(related));
  }
  for (const std::string& note : found.notes) json["notes"].push_back(note);
  if (!found.help.empty()) json["help"] = found.help;
  for (const Fix& fix : found.fixes) {
    if (const auto edits = ResolveFix(fix, sources)) json["fixes"].push_back(FixJson(fix, *edits, sources));
  }
  json["fingerprint"] = Fingerprint(found, sources);
  return json;
}

}  // namespace

std::string LintJson(const DiagnosticSink& diags, const SourceManager& sources) {
  const FindingCounts counts = CountFindings(diags);
  ordered_json root = {{"format", kFormat}, {"findings", ordered_json::array()}};
  for (const Diagnostic& found : diags.all()) root["findings"].push_back(FindingJson(found, sources));
  root["summary"] = {{"errors", counts.errors}, {"warnings", counts.warnings}, {"notes", counts.notes}};
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ovcc
