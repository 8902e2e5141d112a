// The end of a mapping (§1.1, §12.1): repeated keys are found, merge keys expanded. Own keys win over merged ones, and
// of a list of mappings the earlier ones win; all of it in time linear in the keys.
#include "frontend/yaml/document_builder.h"

#include <fmt/format.h>

#include <string>

namespace ovcc::yaml {

void DocumentBuilder::FinishMap(const Frame& frame) {
  const std::size_t first = document_.entries_.size();
  merges_.clear();
  std::size_t expected = (pending_.size() - frame.first_pending) / 2;
  for (std::size_t i = frame.first_pending; i < pending_.size(); i += 2) {
    if (!IsMergeKey(pending_[i])) continue;
    merges_.push_back({pending_[i], pending_[i + 1]});
    expected += MergedCount(document_.node(pending_[i + 1]));
  }
  keys_.Reset(expected);
  for (std::size_t i = frame.first_pending; i < pending_.size(); i += 2) {
    const NodeId key = pending_[i];
    if (IsMergeKey(key)) continue;
    if (const auto earlier = keys_.Add(document_.node(key).text)) {
      Emit(document_.node(key).span, diag::YamlDuplicateKey, document_.node(key).text)
          .Attach(document_.node(document_.entries_[first + *earlier].key).span, "first here");
    } else {
      document_.entries_.push_back({key, pending_[i + 1]});
    }
  }
  for (const MapEntry& merge : merges_) {
    if (merge.key == merges_.front().key) {
      Merge(merge);
    } else {
      Emit(document_.node(merge.key).span, diag::YamlDuplicateKey, "<<")
          .Attach(document_.node(merges_.front().key).span, "first here");
    }
  }
  Node& node = document_.nodes_[frame.id.index];
  node.first = static_cast<std::uint32_t>(first);
  node.count = static_cast<std::uint32_t>(document_.entries_.size() - first);
}

void DocumentBuilder::Merge(const MapEntry& merge) {
  const Node& value = document_.node(merge.value);
  const auto add_all = [&](NodeId source) {
    const Node& map = document_.node(source);
    if (map.kind != Kind::Map) {
      const std::string_view kind = KindName(map.kind);
      Diagnostic& found = Emit(document_.node(merge.key).span, diag::YamlMergeKey,
                               value.kind == Kind::List ? fmt::format("a list with {}", kind) : std::string(kind));
      if (!map.span.empty()) found.Attach(map.span, fmt::format("this is {}", kind));
      return;
    }
    for (std::uint32_t i = 0; i < map.count; ++i) {
      const MapEntry entry = document_.entries_[map.first + i];
      if (!keys_.Add(document_.node(entry.key).text)) document_.entries_.push_back({entry.key, entry.value, true});
    }
  };
  if (value.kind != Kind::List) {
    add_all(merge.value);
    return;
  }
  for (std::uint32_t i = 0; i < value.count; ++i) add_all(document_.items_[value.first + i]);
}

std::size_t DocumentBuilder::MergedCount(const Node& value) const {
  if (value.kind == Kind::Map) return value.count;
  std::size_t count = 0;
  if (value.kind == Kind::List) {
    for (const NodeId item : document_.items(value)) {
      if (document_.node(item).kind == Kind::Map) count += document_.node(item).count;
    }
  }
  return count;
}

bool DocumentBuilder::IsMergeKey(NodeId key) const {
  const Node& node = document_.node(key);
  return node.style == Style::Plain && node.text == "<<";
}

}  // namespace ovcc::yaml
