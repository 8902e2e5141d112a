// Findings as text: grouped, limited, counted.
#include "driver/findings/print.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <tuple>
#include <vector>

#include "driver/render_changes.h"
#include "support/render_text.h"

namespace ovcc {
namespace {

constexpr std::size_t kShownAlone = 5;   // findings that say the same and are still shown one by one
constexpr std::size_t kPlacesShown = 4;  // of a group, besides the first

using Matter = std::tuple<std::string_view, std::string_view, Severity>;

Matter MatterOf(const Diagnostic& found) { return {found.info->code, found.message, found.severity}; }

/// Findings that say the same of many places are one group, at the first of them; every other one is a group of its
/// own.
std::vector<std::vector<const Diagnostic*>> Group(const DiagnosticSink& diags) {
  std::map<Matter, std::size_t> counts;
  for (const Diagnostic& found : diags.all()) counts[MatterOf(found)] += found.span.empty() ? 0 : 1;
  std::map<Matter, std::size_t> group_of;
  std::vector<std::vector<const Diagnostic*>> groups;
  for (const Diagnostic& found : diags.all()) {
    if (found.span.empty() || counts[MatterOf(found)] <= kShownAlone) {
      groups.push_back({&found});
      continue;
    }
    const auto [group, is_new] = group_of.emplace(MatterOf(found), groups.size());
    if (is_new) groups.emplace_back();
    groups[group->second].push_back(&found);
  }
  return groups;
}

/// The first finding, with the places of the others.
std::string RenderGroup(const std::vector<const Diagnostic*>& group, const SourceManager& sources, bool colour) {
  Diagnostic first = *group.front();
  if (group.size() > 1) {
    std::string places;
    for (std::size_t i = 1; i < group.size() && i <= kPlacesShown; ++i) {
      const Position at = sources.Locate(group[i]->span);
      places += fmt::format("{}{}:{}:{}", i == 1 ? "" : ", ", at.file, at.line, at.column);
    }
    if (group.size() > kPlacesShown + 1) {
      places += fmt::format(", and {} more", Count(group.size() - 1 - kPlacesShown, "place"));
    }
    first.Note("the same at " + places);
  }
  return RenderText(first, sources, colour);
}

}  // namespace

FindingCounts CountFindings(const DiagnosticSink& diags) {
  FindingCounts counts;
  for (const Diagnostic& found : diags.all()) {
    if (found.severity == Severity::Error) ++counts.errors;
    if (found.severity == Severity::Warning) ++counts.warnings;
    if (found.severity == Severity::Note) ++counts.notes;
    if (std::ranges::any_of(found.fixes, &Fix::safe)) ++counts.fixable;
  }
  return counts;
}

std::string DescribeCounts(const FindingCounts& counts) {
  std::vector<std::string> parts;
  if (counts.errors > 0) parts.push_back(Count(counts.errors, "error"));
  if (counts.warnings > 0) parts.push_back(Count(counts.warnings, "warning"));
  if (counts.notes > 0) parts.push_back(Count(counts.notes, "note"));
  if (parts.size() < 2) return parts.empty() ? "" : parts.front();
  const std::string last = parts.back();
  parts.pop_back();
  return fmt::format("{} and {}", fmt::join(parts, ", "), last);
}

std::string RenderFindings(const DiagnosticSink& diags, const SourceManager& sources, bool colour, std::size_t limit) {
  std::string text;
  std::array<std::size_t, 3> shown = {};
  std::array<std::size_t, 3> hidden = {};
  for (const std::vector<const Diagnostic*>& group : Group(diags)) {
    const auto severity = static_cast<std::size_t>(group.front()->severity);
    if (limit != 0 && shown[severity] == limit) {
      hidden[severity] += group.size();
      continue;
    }
    ++shown[severity];
    text += RenderGroup(group, sources, colour);
  }
  for (std::size_t severity = 0; severity < hidden.size(); ++severity) {
    if (hidden[severity] == 0) continue;
    text += fmt::format("{} more; `--max-errors 0` shows all\n",
                        Count(hidden[severity], SeverityName(static_cast<Severity>(severity))));
  }
  return text;
}

}  // namespace ovcc
