#pragma once

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "frontend/yaml/document.h"

namespace ovcc::yaml {

/// Whether two documents of one file are the same to every reader, for tests: values, places, and which of them are
/// one node.
class SameDocuments {
 public:
  SameDocuments(const Document& a, const Document& b) : a_(a), b_(b) {}

  [[nodiscard]] bool Compare() { return Compare(a_.root(), b_.root()); }

 private:
  bool Compare(NodeId id_a, NodeId id_b) {
    const auto [known, fresh] = partners_.try_emplace(id_a.index, id_b.index);
    if (!fresh) return known->second == id_b.index;
    const Node& a = a_.node(id_a);
    const Node& b = b_.node(id_b);
    return a.kind == b.kind && a.style == b.style && a.span == b.span && a.text == b.text &&
           std::ranges::equal(a_.items(a), b_.items(b), [&](NodeId x, NodeId y) { return Compare(x, y); }) &&
           std::ranges::equal(a_.entries(a), b_.entries(b), [&](const MapEntry& x, const MapEntry& y) {
             return x.merged == y.merged && Compare(x.key, y.key) && Compare(x.value, y.value);
           });
  }

  const Document& a_;
  const Document& b_;
  std::unordered_map<std::uint32_t, std::uint32_t> partners_;  // never iterated
};

[[nodiscard]] inline bool AreSame(const ParsedFile& a, const ParsedFile& b) {
  return a.failed == b.failed && std::ranges::equal(a.documents, b.documents, [](const Document& x, const Document& y) {
           return SameDocuments(x, y).Compare();
         });
}

}  // namespace ovcc::yaml
