#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/diagnostics.h"
#include "support/interner.h"

namespace ovcc {

/// By name, then by place: files are added in reading order.
template <class T>
bool ComesBefore(const T& a, const T& b) {
  return a.name != b.name ? a.name < b.name : a.span.begin < b.span.begin;
}

/// Sorts records by `name`. Of two with one name the first stays and the other is reported as `duplicate-definition`;
/// `what` says in the message what they are, `first` what the place of the one that stays is.
template <class T>
void SortUnique(std::vector<T>& records, Symbol T::* name, std::string_view what, std::string_view first,
                DiagnosticSink& diags) {
  const auto is_behind = [name](const T& a, const T& b) { return a.*name >= b.*name; };
  if (std::ranges::adjacent_find(records, is_behind) == records.end()) return;
  // Records are large: each is moved once, whatever the order.
  std::vector<T*> order;
  order.reserve(records.size());
  for (T& record : records) order.push_back(&record);
  std::ranges::sort(order, {}, [name](const T* record) { return std::pair(record->*name, record->span.begin); });
  std::vector<T> kept;
  kept.reserve(records.size());
  for (T* record : order) {
    if (kept.empty() || kept.back().*name != record->*name) {
      kept.push_back(std::move(*record));
    } else {
      diags.Emit(record->span, diag::DuplicateDefinition, what, (record->*name).text())
          .Attach(kept.back().span, std::string(first));
    }
  }
  records = std::move(kept);
}

/// The same of records that are called `name`.
template <class T>
void SortUnique(std::vector<T>& records, std::string_view what, DiagnosticSink& diags) {
  SortUnique(records, &T::name, what, "first defined here", diags);
}

}  // namespace ovcc
