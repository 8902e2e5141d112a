// From changed files to services and reasons. What is bound to what, the live units know.
#include "driver/diff/services.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "backend/manifest.h"
#include "driver/live_units.h"

namespace ovcc {
namespace {

using backend::ChangeKind;
using backend::DirectiveChange;
using backend::OutputFile;

using Comparisons = std::map<std::string, const FileComparison*, std::less<>>;  // by the name among live units

std::string PlacedName(const std::string& name) {
  std::vector<OutputFile> one(1);
  one[0].name = name;
  return PlaceForUser(std::move(one))[0].name;
}

std::string_view Stem(std::string_view name) { return name.substr(0, name.rfind('.')); }

std::string_view VerbOf(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Added:
      return "added";
    case ChangeKind::Removed:
      return "removed";
    case ChangeKind::Changed:
      return "changed";
    case ChangeKind::Reordered:
      return "in another order";
  }
  return "";
}

// `Environment LLM_URL`, `PodmanArgs --dns`, `[Install]`.
std::string SubjectOf(const DirectiveChange& change) {
  if (change.key.empty()) return fmt::format("[{}]", change.section);
  if (!change.variable.empty()) return fmt::format("{} {}", change.key, change.variable);
  if (change.key != "PodmanArgs" || change.kind == ChangeKind::Reordered) return change.key;
  const std::string_view value = (change.after.empty() ? change.before : change.after).front();
  return fmt::format("{} {}", change.key, value.substr(0, value.find_first_of(" =")));
}

// `Environment LLM_URL changed, PublishPort added`: the first few, each once.
std::string WhatChanged(const FileComparison& file) {
  constexpr std::size_t kShown = 4;
  if (file.state == FileState::Alike) return "only comments, order or spelling changed";
  std::vector<std::string> clauses;
  for (const DirectiveChange& change : file.changes) {
    std::string clause = fmt::format("{} {}", SubjectOf(change), VerbOf(change.kind));
    if (std::ranges::find(clauses, clause) == clauses.end()) clauses.push_back(std::move(clause));
    if (clauses.size() > kShown) break;
  }
  if (clauses.empty()) return "its syntax changed";
  if (clauses.size() <= kShown) return fmt::format("{}", fmt::join(clauses, ", "));
  clauses.resize(kShown);
  return fmt::format("{}, …", fmt::join(clauses, ", "));
}

// What a changed file means to a service: its own, one that it reads, one that it is bound to.
std::string ReasonOf(const std::string& file, bool own, const Comparisons& comparisons) {
  const FileComparison& comparison = *comparisons.at(file);
  if (file.starts_with(backend::kTunnelPrefix)) return fmt::format("reads `{}`, which changed", comparison.name);
  if (own) return WhatChanged(comparison);
  if (file.ends_with(".pod")) return fmt::format("member of pod `{}`: {}", Stem(file), WhatChanged(comparison));
  if (file.ends_with(".network")) return fmt::format("in network `{}`: {}", Stem(file), WhatChanged(comparison));
  return fmt::format("bound to `{}.service`: {}", Stem(file), WhatChanged(comparison));
}

ServiceChange Describe(const LiveUnit& unit, const Comparisons& comparisons) {
  ServiceChange change{.service = unit.service, .by_hand = unit.by_hand, .reasons = {}};
  if (unit.change == UnitChange::New || unit.change == UnitChange::Gone) {
    const bool is_new = unit.change == UnitChange::New;
    change.action = is_new ? ServiceAction::Start : ServiceAction::Stop;
    change.reasons.emplace_back(is_new ? "new" : "no longer made");
    return change;
  }
  for (const std::string& file : unit.files) {
    const bool own = file == unit.files.front() && unit.change == UnitChange::Changed;
    change.reasons.push_back(ReasonOf(file, own, comparisons));
  }
  return change;
}

}  // namespace

std::vector<ServiceChange> FindServiceChanges(std::span<const OutputFile> after,
                                              std::span<const FileComparison> comparisons) {
  Comparisons by_name;
  std::vector<FileChange> file_changes;
  for (const FileComparison& file : comparisons) {
    if (file.state == FileState::Same) continue;
    const std::string name = PlacedName(file.name);
    by_name.emplace(name, &file);
    const UnitChange change = file.state == FileState::Added     ? UnitChange::New
                              : file.state == FileState::Removed ? UnitChange::Gone
                                                                 : UnitChange::Changed;
    file_changes.push_back({name, change});
  }
  const std::vector<OutputFile> placed = PlaceForUser({after.begin(), after.end()});
  std::vector<ServiceChange> changes;
  for (const LiveUnit& unit : FindUnits(placed, file_changes)) {
    if (unit.change != UnitChange::None) changes.push_back(Describe(unit, by_name));
  }
  return changes;
}

std::string_view NameOf(ServiceAction action) {
  switch (action) {
    case ServiceAction::Start:
      return "start";
    case ServiceAction::Restart:
      return "restart";
    case ServiceAction::Stop:
      return "stop";
  }
  return "";
}

}  // namespace ovcc
