// Both lists are sorted, so that one walk over them does.
#include "driver/manifest_entries.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>
#include <vector>

namespace ovcc {

using backend::ManifestEntry;

std::string PrintEntries(const ManifestEntries& entries) {
  std::vector<const ManifestEntry*> rows;
  rows.reserve(entries.size());
  for (const auto& [name, entry] : entries) rows.push_back(&entry);
  return backend::PrintSorted(rows);
}

std::string PrintUnderway(const ManifestEntries& known, const ManifestEntries& result) {
  std::deque<ManifestEntry> changing;
  std::vector<const ManifestEntry*> rows;
  rows.reserve(known.size() + result.size());
  auto before = known.begin();
  for (const auto& [name, entry] : result) {
    for (; before != known.end() && before->first < name; ++before) rows.push_back(&before->second);
    if (before == known.end() || before->first != name || before->second.hash == entry.hash) {
      rows.push_back(&entry);
    } else {
      ManifestEntry& both = changing.emplace_back(entry);
      both.hash = before->second.hash;
      both.next = entry.hash;
      rows.push_back(&both);
    }
    if (before != known.end() && before->first == name) ++before;
  }
  for (; before != known.end(); ++before) rows.push_back(&before->second);
  return backend::PrintSorted(rows);
}

bool AllSettled(const ManifestEntries& entries, std::string_view owner) {
  return std::ranges::all_of(entries,
                             [owner](const auto& row) { return !row.second.pending && row.second.owner == owner; });
}

ManifestEntries::iterator OrderedFinder::Find(const std::string& name) {
  const bool is_next = next_ != entries_.end() && next_->first == name;
  const auto found = is_next ? next_ : entries_.find(name);
  if (found != entries_.end()) next_ = std::next(found);
  return found;
}

}  // namespace ovcc
