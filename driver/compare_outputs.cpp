// Two outputs side by side. Units are compared by what they mean, other files (the ingress files of tunnels) by lines.
#include "driver/compare_outputs.h"

#include <algorithm>
#include <array>
#include <utility>

#include "support/line_diff.h"
#include "support/text.h"

namespace ovcc {
namespace {

using backend::ChangeKind;
using backend::DirectiveChange;
using backend::OutputFile;

// The lines that come and go. The names of a unified difference stand in its first two lines.
std::vector<DirectiveChange> LineChanges(std::string_view before, std::string_view after) {
  std::vector<DirectiveChange> changes;
  const std::string text = UnifiedDiff("before", before, "after", after);
  std::size_t number = 0;
  for (const std::string_view line : Split(text, '\n')) {
    if (++number <= 2 || line.empty()) continue;
    if (line[0] != '-' && line[0] != '+') continue;
    DirectiveChange& change = changes.emplace_back();
    change.kind = line[0] == '+' ? ChangeKind::Added : ChangeKind::Removed;
    (line[0] == '+' ? change.after : change.before).emplace_back(line.substr(1));
  }
  return changes;
}

FileComparison Compare(const OutputFile& before, const OutputFile& after) {
  FileComparison comparison{.name = after.name, .changes = {}, .errors = {}};
  if (before.bytes == after.bytes) return comparison;
  if (!IsUnitName(after.name)) {
    comparison.changes = LineChanges(before.bytes, after.bytes);
    comparison.state = FileState::Changed;
    return comparison;
  }
  backend::ParsedUnit old_unit = backend::ParseUnit(before.bytes);
  comparison.changes = backend::DiffUnits(old_unit, backend::ParseUnit(after.bytes));
  comparison.errors = std::move(old_unit.errors);
  const bool alike = comparison.changes.empty() && comparison.errors.empty();
  comparison.state = alike ? FileState::Alike : FileState::Changed;
  return comparison;
}

}  // namespace

std::vector<FileComparison> CompareOutputs(std::span<const OutputFile> before, std::span<const OutputFile> after) {
  std::vector<FileComparison> comparisons;
  auto old_file = before.begin();
  auto new_file = after.begin();
  while (old_file != before.end() || new_file != after.end()) {
    if (new_file == after.end() || (old_file != before.end() && old_file->name < new_file->name)) {
      comparisons.push_back({(old_file++)->name, FileState::Removed, {}, {}});
    } else if (old_file == before.end() || new_file->name < old_file->name) {
      comparisons.push_back({(new_file++)->name, FileState::Added, {}, {}});
    } else {
      comparisons.push_back(Compare(*old_file++, *new_file++));
    }
  }
  return comparisons;
}

bool IsUnitName(std::string_view name) {
  constexpr std::array<std::string_view, 9> kEndings = {".container", ".pod",   ".network",  ".volume", ".kube",
                                                        ".image",     ".build", ".artifact", ".service"};
  return std::ranges::any_of(kEndings, [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace ovcc
