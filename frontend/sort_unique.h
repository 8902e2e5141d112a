#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "support/diagnostics.h"

namespace ovcc {

/// By name, then by place: files are added in reading order.
template <class T>
bool ComesBefore(const T& a, const T& b) {
  return a.name != b.name ? a.name < b.name : a.span.begin < b.span.begin;
}

/// Sorts records by name. Of two with one name the first stays and the other is reported as `duplicate-definition`;
/// `what` says in the message what they are.
template <class T>
void SortUnique(std::vector<T>& records, std::string_view what, DiagnosticSink& diags) {
  const auto is_behind = [](const T& a, const T& b) { return a.name >= b.name; };
  if (std::ranges::adjacent_find(records, is_behind) == records.end()) return;
  // Records are large: each is moved once, whatever the order.
  std::vector<T*> order;
  order.reserve(records.size());
  for (T& record : records) order.push_back(&record);
  std::ranges::sort(order, [](const T* a, const T* b) { return ComesBefore(*a, *b); });
  std::vector<T> kept;
  kept.reserve(records.size());
  for (T* record : order) {
    if (kept.empty() || kept.back().name != record->name) {
      kept.push_back(std::move(*record));
    } else {
      diags.Emit(record->span, diag::DuplicateDefinition, what, record->name.text())
          .Attach(kept.back().span, "first defined here");
    }
  }
  records = std::move(kept);
}

}  // namespace ovcc
