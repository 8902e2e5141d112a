// Offsets, lines and columns of a document, and the habits of its author.
#include "frontend/edit/source_view.h"

#include <algorithm>

#include "frontend/yaml/source_scan.h"

namespace ovcc::edit {
namespace {

constexpr std::string_view kBreaks = "\r\n";

bool IsContainer(const yaml::Node& node) { return node.kind == yaml::Kind::List || node.kind == yaml::Kind::Map; }

}  // namespace

SourceView::SourceView(std::string_view text, const yaml::Document& document, std::uint32_t base)
    : text_(text), document_(document), base_(base) {
  if (text.find("\r\n") != std::string_view::npos) layout_.line_end = "\r\n";
  LearnLayout(document_.node(document_.root()));
  if (!knows_list_step_) layout_.list_step = layout_.step;
}

Place SourceView::Walk(const Path& path, std::size_t& steps) const {
  Place place{.node = &document_.node(document_.root())};
  for (steps = 0; steps < path.size(); ++steps) {
    const std::vector<Place> children = Children(place);
    const Step& step = path[steps];
    const auto found = std::ranges::find_if(children, [&](const Place& child) {
      if (const auto* key = std::get_if<std::string>(&step)) return child.key != nullptr && child.key->text == *key;
      return child.key == nullptr && child.index == std::get<std::size_t>(step);
    });
    if (found == children.end()) break;
    place = *found;
  }
  return place;
}

std::vector<Place> SourceView::Children(const Place& holder) const {
  std::vector<Place> children;
  const auto add = [&](const yaml::Node* key, yaml::NodeId value) {
    children.push_back({&document_.node(value), key, holder.node, children.size(), IsFlow(holder)});
  };
  for (const yaml::NodeId id : document_.items(*holder.node)) add(nullptr, id);
  for (const yaml::MapEntry& entry : document_.entries(*holder.node)) {
    if (!entry.merged) add(&document_.node(entry.key), entry.value);
  }
  return children;
}

bool SourceView::IsFlow(const Place& place) const {
  if (place.in_brackets) return true;
  const char first = Begin(*place.node) < text_.size() ? text_[Begin(*place.node)] : '\0';
  return IsContainer(*place.node) && (first == '[' || first == '{');
}

std::size_t SourceView::BehindColon(const yaml::Node& key) const {
  const std::size_t colon = yaml::SkipSpace(text_, End(key));
  return colon < text_.size() && text_[colon] == ':' ? colon + 1 : End(key);
}

std::size_t SourceView::ElementBegin(const Place& place) const {
  if (place.key != nullptr) return Begin(*place.key);
  if (place.in_brackets) return Begin(*place.node);
  const std::size_t begin = Begin(*place.node);
  const std::size_t dash = begin == 0 ? std::string_view::npos : text_.rfind('-', begin - 1);
  return dash == std::string_view::npos ? begin : dash;
}

std::size_t SourceView::ElementEnd(const Place& place) const {
  if (place.key == nullptr) return End(*place.node);
  if (place.node->span.begin >= place.key->span.end) return std::max(End(*place.node), End(*place.key));
  std::size_t at = yaml::SkipSpace(text_, BehindColon(*place.key));
  at = yaml::SkipSpace(text_, yaml::SkipProperties(text_, at));
  return at < text_.size() && text_[at] == '*' ? yaml::SkipName(text_, at) : BehindColon(*place.key);
}

std::size_t SourceView::LineBegin(std::size_t at) const {
  const std::size_t before = at == 0 ? std::string_view::npos : text_.find_last_of(kBreaks, at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t SourceView::LineEnd(std::size_t at) const {
  return std::min(text_.find_first_of(kBreaks, at), text_.size());
}

std::size_t SourceView::NextLine(std::size_t at) const {
  const std::size_t end = LineEnd(at);
  return std::min(end + (text_.substr(end).starts_with("\r\n") ? 2 : 1), text_.size());
}

bool SourceView::FirstOnLine(std::size_t at) const {
  const std::size_t begin = LineBegin(at);
  return text_.substr(begin, at - begin).find_first_not_of(' ') == std::string_view::npos;
}

Layout SourceView::LayoutIn(const Place& holder) const {
  Layout layout = layout_;
  for (const Place& child : Children(holder)) {
    const yaml::Node& node = *child.node;
    const bool quoted = node.style == yaml::Style::SingleQuoted || node.style == yaml::Style::DoubleQuoted;
    if (node.kind == yaml::Kind::Scalar) layout.style = quoted ? node.style : yaml::Style::Plain;
    // The author writes the records of this list on one line each.
    if (node.kind == yaml::Kind::Map && node.count > 0) layout.records_on_a_line = IsFlow(child);
  }
  return layout;
}

/// The first block mapping and the first block list inside a mapping tell the indentation, the first flow mapping
/// whether braces are padded.
void SourceView::LearnLayout(const yaml::Node& node) {
  const std::size_t begin = Begin(node);
  if (node.kind == yaml::Kind::Map && node.count > 0 && begin < text_.size() && text_[begin] == '{') {
    layout_.padded = begin + 1 < text_.size() && text_[begin + 1] == ' ';
    return;
  }
  for (const yaml::NodeId id : document_.items(node)) LearnLayout(document_.node(id));
  for (const yaml::MapEntry& entry : document_.entries(node)) {
    const yaml::Node& key = document_.node(entry.key);
    const yaml::Node& value = document_.node(entry.value);
    if (entry.merged || value.span.begin < key.span.end) continue;
    const bool block = IsContainer(value) && FirstOnLine(Begin(value)) && FirstOnLine(Begin(key));
    const std::size_t step = block ? Column(Begin(value)) - Column(Begin(key)) : 0;
    if (block && value.kind == yaml::Kind::Map && !knows_step_ && text_[Begin(value)] != '{') {
      layout_.step = step;
      knows_step_ = true;
    } else if (block && value.kind == yaml::Kind::List && !knows_list_step_ && text_[Begin(value)] != '[') {
      layout_.list_step = step;
      knows_list_step_ = true;
    }
    LearnLayout(value);
  }
}

}  // namespace ovcc::edit
