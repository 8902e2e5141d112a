// What `ovcc secrets provision` and `ovcc secrets check` say of each podman secret.
#include "driver/secrets/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace ovcc {
namespace {

std::string_view StateText(SecretState state) {
  switch (state) {
    case SecretState::Created:
      return "created";
    case SecretState::Rotated:
      return "rotated";
    case SecretState::Kept:
      return "kept";
    case SecretState::Missing:
      return "missing";
    case SecretState::Refused:
      return "refused";
    case SecretState::Skipped:
      return "skipped";
    case SecretState::Failed:
      return "failed";
    case SecretState::Lost:
      return "lost";
  }
  return "";
}

std::string_view NeedText(const backend::PlannedSecret& secret) { return secret.required ? "required" : "accepted"; }

struct ReportRow {
  std::string_view state;
  std::string_view name;
  std::string detail;
};

// The rows with aligned columns, then how often each state occurs.
std::string Print(const std::vector<ReportRow>& rows) {
  constexpr std::array<std::string_view, 9> kStates = {"created", "rotated", "kept",   "present", "missing",
                                                       "refused", "skipped", "failed", "lost"};
  constexpr std::size_t kStateWidth = 7;
  std::size_t width = 0;
  for (const ReportRow& row : rows) width = std::max(width, row.name.size());
  std::string text;
  for (const ReportRow& row : rows) {
    std::string line = fmt::format("{:<{}}  {:<{}}  {}", row.state, kStateWidth, row.name, width, row.detail);
    line.resize(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  std::vector<std::string> counts;
  for (const std::string_view state : kStates) {
    const auto count = std::ranges::count(rows, state, &ReportRow::state);
    if (count > 0) counts.push_back(fmt::format("{} {}", count, state));
  }
  return text + fmt::format("{}\n", fmt::join(counts, ", "));
}

std::string StepDetail(const SecretStep& step) {
  if (step.state == SecretState::Skipped) return "";
  return step.state == SecretState::Missing ? fmt::format("{}: {}", NeedText(*step.secret), step.detail) : step.detail;
}

}  // namespace

std::string ProvisionReport(const std::vector<SecretStep>& steps) {
  std::vector<ReportRow> rows;
  rows.reserve(steps.size());
  for (const SecretStep& step : steps) {
    rows.push_back({StateText(step.state), step.secret->name.text(), StepDetail(step)});
  }
  return Print(rows);
}

std::string CheckReport(const backend::SecretPlan& plan, const std::set<std::string>& existing) {
  std::vector<ReportRow> rows;
  for (const backend::PlannedSecret& secret : plan) {
    const std::string_view name = secret.name.text();
    const std::string_view need = NeedText(secret);
    if (existing.contains(std::string(name))) {
      rows.push_back({"present", name, std::string(need)});
      continue;
    }
    std::vector<std::string> places;
    for (const backend::SecretPlace& place : PlacesOf(secret)) places.push_back(PlaceText(place));
    rows.push_back({"missing", name, fmt::format("{}: value from {}", need, fmt::join(places, ", "))});
  }
  return Print(rows);
}

}  // namespace ovcc
