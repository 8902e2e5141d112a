// Lint findings as SARIF 2.1.0. All rules stand in the driver, so that a service closes the alerts of a rule that finds
// nothing any more.
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "driver/lint/explanations.h"
#include "driver/lint/fixes.h"
#include "driver/lint/region.h"
#include "driver/lint/report.h"
#include "driver/version.h"
#include "support/text.h"

namespace ovcc {
namespace {

using nlohmann::ordered_json;

/// A path as a relative or absolute URI reference: everything but unreserved characters and `/` percent-encoded.
std::string Uri(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  if (path.starts_with("./")) path.remove_prefix(2);
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").contains(c);
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

ordered_json RegionJson(const Region& region) {
  return {{"startLine", region.line},
          {"startColumn", region.column},
          {"endLine", region.end_line},
          {"endColumn", region.end_column}};
}

ordered_json Artifact(std::string_view file) { return {{"uri", Uri(file)}}; }

ordered_json Location(const Region& region) {
  return {{"physicalLocation", {{"artifactLocation", Artifact(region.file)}, {"region", RegionJson(region)}}}};
}

ordered_json Message(std::string_view text) { return {{"text", text}}; }

/// The first paragraph behind the title of a page.
std::string FirstParagraph(std::string_view page) {
  std::string text;
  bool title_seen = false;
  for (const std::string_view line : Split(page, '\n')) {
    if (line.starts_with('#')) {
      if (title_seen) break;
      title_seen = true;
      continue;
    }
    if (line.empty() && !text.empty()) break;
    if (line.empty() || line.starts_with("Severity:")) continue;
    if (!text.empty()) text += ' ';
    text += line;
  }
  return text;
}

std::string_view Level(Severity severity) { return SeverityName(severity); }

ordered_json RuleJson(const DiagInfo& info) {
  const std::string_view page = Explanation(info.code);
  const std::string summary = FirstParagraph(page);
  ordered_json rule = {{"id", info.code},
                       {"name", info.id},
                       {"shortDescription", Message(summary.empty() ? std::string(info.code) : summary)},
                       {"defaultConfiguration", {{"level", Level(info.severity)}}}};
  if (!page.empty()) rule["help"] = {{"text", page}, {"markdown", page}};
  return rule;
}

ordered_json FixJson(const Fix& fix, const FileEdits& edits, const SourceManager& sources) {
  ordered_json changes = ordered_json::array();
  for (const auto& [file, list] : edits) {
    ordered_json replacements = ordered_json::array();
    for (const TextEdit& edit : list) {
      replacements.push_back({{"deletedRegion", RegionJson(RegionOf(file, edit.begin, edit.end, sources))},
                              {"insertedContent", Message(edit.replacement)}});
    }
    changes.push_back({{"artifactLocation", Artifact(sources.file(file).name)}, {"replacements", replacements}});
  }
  return {{"description", Message(fix.title)}, {"artifactChanges", changes}};
}

/// The message, its notes and its help, since viewers show nothing else.
std::string WholeText(const Diagnostic& found) {
  std::string text = found.message;
  for (const std::string& note : found.notes) text += "\nnote: " + note;
  if (!found.help.empty()) text += "\nhelp: " + found.help;
  return text;
}

ordered_json ResultJson(const Diagnostic& found, std::size_t rule, const SourceManager& sources) {
  ordered_json result = {{"ruleId", found.info->code},
                         {"ruleIndex", rule},
                         {"level", Level(found.severity)},
                         {"message", Message(WholeText(found))}};
  const Region region = RegionOf(found.span, sources);
  if (region.line > 0) result["locations"].push_back(Location(region));
  int id = 0;
  for (const Label& label : found.labels) {
    const Region at = RegionOf(label.span, sources);
    if (at.line == 0) continue;
    ordered_json related = Location(at);
    related["id"] = ++id;
    related["message"] = Message(label.text);
    result["relatedLocations"].push_back(std::move(related));
  }
  for (const Fix& fix : found.fixes) {
    if (const auto edits = ResolveFix(fix, sources)) result["fixes"].push_back(FixJson(fix, *edits, sources));
  }
  result["partialFingerprints"] = {{"ovccFinding/v1", Fingerprint(found, sources)}};
  return result;
}

}  // namespace

std::string LintSarif(const DiagnosticSink& diags, const SourceManager& sources) {
  std::map<std::string_view, std::size_t> index_of;
  ordered_json rules = ordered_json::array();
  for (const DiagInfo* info : AllDiagnostics()) {
    if (index_of.emplace(info->code, rules.size()).second) rules.push_back(RuleJson(*info));
  }
  ordered_json results = ordered_json::array();
  for (const Diagnostic& found : diags.all()) {
    results.push_back(ResultJson(found, index_of.at(found.info->code), sources));
  }
  const ordered_json run = {
      {"tool", {{"driver", {{"name", "ovcc"}, {"semanticVersion", kVersion}, {"rules", std::move(rules)}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(results)}};
  const ordered_json root = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                             {"version", "2.1.0"},
                             {"runs", ordered_json::array({run})}};
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ovcc
