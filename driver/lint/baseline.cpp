// The baseline: a JSON file that an old project keeps beside its sources until its findings are settled.
#include "driver/lint/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "backend/manifest.h"
#include "driver/lint/region.h"
#include "driver/lint/report.h"

namespace ovcc {
namespace {

using nlohmann::json;  // to read: an object of many members takes no quadratic time
using nlohmann::ordered_json;

constexpr int kFormat = 1;

bool CanBeKnown(const Diagnostic& found) { return found.severity != Severity::Error || found.info->is_opinion(); }

}  // namespace

std::string Fingerprint(const Diagnostic& found, const SourceManager& sources) {
  const Position place = sources.Locate(found.span);
  const bool shown = place.line > 0 && !found.hide_source;
  const std::string_view line = shown ? sources.TextOf(sources.LineAt(found.span.begin)) : std::string_view();
  return backend::ContentHash(fmt::format("{}\n{}\n{}\n{}", found.info->code, place.file, found.message, line));
}

Baseline Baseline::Of(const DiagnosticSink& diags, const SourceManager& sources) {
  Baseline baseline;
  for (const Diagnostic& found : diags.all()) {
    if (!CanBeKnown(found)) continue;
    Known& known = baseline.by_fingerprint_[Fingerprint(found, sources)];
    known.code = found.info->code;
    known.file = sources.Locate(found.span).file;
    ++known.count;
  }
  return baseline;
}

std::expected<Baseline, std::string> Baseline::Parse(std::string_view text) {
  const json root = json::parse(text, nullptr, false);
  if (!root.is_object() || !root.contains("findings") || !root["findings"].is_array()) {
    return std::unexpected("it is not a list of findings in JSON");
  }
  if (!root.contains("format") || root["format"] != kFormat) return std::unexpected("it is of another format");
  Baseline baseline;
  for (const json& item : root["findings"]) {
    const bool readable = item.is_object() && item.contains("fingerprint") && item["fingerprint"].is_string() &&
                          item.contains("code") && item["code"].is_string() && item.contains("file") &&
                          item["file"].is_string() && item.contains("count") && item["count"].is_number_unsigned();
    if (!readable) return std::unexpected("an element of `findings` lacks `code`, `file`, `fingerprint` or `count`");
    baseline.by_fingerprint_[item["fingerprint"].get<std::string>()] = {
        item["code"].get<std::string>(), item["file"].get<std::string>(), item["count"].get<std::size_t>()};
  }
  return baseline;
}

std::string Baseline::Print() const {
  std::vector<ordered_json> items;
  for (const auto& [fingerprint, known] : by_fingerprint_) {
    items.push_back({{"code", known.code}, {"file", known.file}, {"fingerprint", fingerprint}, {"count", known.count}});
  }
  std::ranges::sort(items, {}, [](const ordered_json& item) {
    return std::tuple(item["file"].get<std::string>(), item["code"].get<std::string>(),
                      item["fingerprint"].get<std::string>());
  });
  const ordered_json root = {{"format", kFormat}, {"findings", items}};
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::size_t Baseline::Apply(DiagnosticSink& diags, const SourceManager& sources) const {
  std::map<std::string, std::size_t, std::less<>> seen;
  return std::erase_if(diags.all(), [&](const Diagnostic& found) {
    if (!CanBeKnown(found)) return false;
    const std::string fingerprint = Fingerprint(found, sources);
    const auto known = by_fingerprint_.find(fingerprint);
    return known != by_fingerprint_.end() && ++seen[fingerprint] <= known->second.count;
  });
}

std::size_t Baseline::size() const {
  std::size_t count = 0;
  for (const auto& [fingerprint, known] : by_fingerprint_) count += known.count;
  return count;
}

}  // namespace ovcc
