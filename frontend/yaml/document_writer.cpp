// Documents made node by node: what another language says in the shape of YAML.
#include <cstring>
#include <utility>

#include "frontend/yaml/document.h"

namespace ovcc::yaml {

NodeId DocumentWriter::AddScalar(std::string_view text, Style style, Span span) {
  Node node{.kind = Kind::Scalar, .style = style, .span = span, .text = {}};
  if (!text.empty()) {
    char* copy = document_.texts_.emplace_back(std::make_unique_for_overwrite<char[]>(text.size())).get();
    std::memcpy(copy, text.data(), text.size());
    node.text = {copy, text.size()};
  }
  return Add(node);
}

NodeId DocumentWriter::AddList(std::span<const NodeId> items, Span span) {
  const auto first = static_cast<std::uint32_t>(document_.items_.size());
  document_.items_.insert(document_.items_.end(), items.begin(), items.end());
  const auto count = static_cast<std::uint32_t>(items.size());
  return Add({.kind = Kind::List, .span = span, .text = {}, .first = first, .count = count});
}

NodeId DocumentWriter::AddMap(std::span<const MapEntry> entries, Span span) {
  const auto first = static_cast<std::uint32_t>(document_.entries_.size());
  document_.entries_.insert(document_.entries_.end(), entries.begin(), entries.end());
  const auto count = static_cast<std::uint32_t>(entries.size());
  return Add({.kind = Kind::Map, .span = span, .text = {}, .first = first, .count = count});
}

Document DocumentWriter::Finish(NodeId root) {
  document_.root_ = root;
  return std::exchange(document_, Document());
}

NodeId DocumentWriter::Add(const Node& node) {
  document_.nodes_.push_back(node);
  return {static_cast<std::uint32_t>(document_.nodes_.size() - 1)};
}

}  // namespace ovcc::yaml
