// Puts a value into the text of a file: over an old one, behind a key that has none, or as a new element.
#include "frontend/edit/set_edit.h"

#include <algorithm>

#include "frontend/yaml/source_scan.h"
#include "support/check.h"

namespace ovcc::edit {
namespace {

bool IsContainer(const Tree& tree) { return !tree.items.empty() || !tree.entries.empty(); }

bool IsEmptyBrackets(const yaml::Node& node) {
  return (node.kind == yaml::Kind::List || node.kind == yaml::Kind::Map) && node.count == 0;
}

/// Lines for a value whose key or dash stands in block style but which has none yet, or `{}`. They go behind the line,
/// so that a comment on it stays where it is.
std::vector<TextEdit> OpenUp(const SourceView& view, const Place& place, const Tree& value) {
  const yaml::Node& node = *place.node;
  std::vector<TextEdit> edits;
  std::size_t behind = view.ElementEnd(place);
  if (!node.span.empty() && view.End(node) > view.Begin(node)) {  // `~`, `null`, `{}` or `[]`
    std::size_t begin = view.Begin(node);
    while (begin > 0 && view.text()[begin - 1] == ' ') --begin;
    edits.push_back({begin, view.End(node), ""});
    behind = view.End(node);
  }
  const Layout layout = view.LayoutIn(place);
  if (place.holder == nullptr) {
    // The file held `{}`.
    edits.push_back({behind, behind, RenderBlock(value, 0, layout)});
    return edits;
  }
  if (place.key == nullptr) return {};  // a dash without value: too rare to be worth the rules
  const std::size_t column = view.Column(view.Begin(*place.key));
  const std::size_t line_end = view.LineEnd(behind);
  edits.push_back({line_end, line_end, RenderBehindKey(value, column, layout)});
  return edits;
}

/// The new value in the place of the old one.
std::vector<TextEdit> Replace(const SourceView& view, const Place& place, const Tree& value) {
  const yaml::Node& node = *place.node;
  const bool old_is_block = !view.IsFlow(place) && (node.kind == yaml::Kind::List || node.kind == yaml::Kind::Map);
  if (IsContainer(value) && !place.in_brackets && (node.kind == yaml::Kind::Null || IsEmptyBrackets(node))) {
    return OpenUp(view, place, value);
  }
  if (place.in_brackets || (!old_is_block && !IsContainer(value)) || (view.IsFlow(place) && IsContainer(value))) {
    const bool omitted = view.End(node) == view.Begin(node);
    const std::string text =
        value.kind == yaml::Kind::Scalar
            ? RenderScalar(value.text, omitted ? yaml::Style::Plain : node.style, place.in_brackets)
            : RenderFlow(value, view.LayoutIn(place));
    std::size_t end = view.End(node);
    if (omitted) end = std::min(view.text().find_first_not_of(' ', end), view.text().size());
    return {{view.Begin(node), place.in_brackets ? end : view.End(node), (omitted ? " " : "") + text}};
  }
  if (place.key == nullptr) {
    if (place.holder == nullptr) return {};
    return {{view.Begin(node), view.End(node),
             RenderItem(value, view.Column(view.ElementBegin(place)), view.LayoutIn(place))}};
  }
  const std::size_t colon = view.BehindColon(*place.key);
  return {{colon, view.End(node), RenderBehindKey(value, view.Column(view.Begin(*place.key)), view.LayoutIn(place))}};
}

/// A new element of a list or mapping in brackets, behind its last one.
std::vector<TextEdit> InsertInBrackets(const SourceView& view, const Place& holder, const std::string& text) {
  const std::vector<Place> children = view.Children(holder);
  const std::size_t open = view.Begin(*holder.node) + 1;
  if (children.empty()) {
    const bool only_merged = view.text()[yaml::SkipSpace(view.text(), open)] == '<';
    return {{open, open, only_merged ? text + ", " : text}};
  }
  const Place& last = children.back();
  const std::size_t end = view.ElementEnd(last);
  const std::size_t begin = view.ElementBegin(last);
  // Elements that stand on lines of their own are joined by one more line.
  if (children.size() > 1 && view.FirstOnLine(begin)) {
    return {
        {end, end, "," + std::string(view.LayoutIn(holder).line_end) + std::string(view.Column(begin), ' ') + text}};
  }
  return {{end, end, ", " + text}};
}

/// A new element of `holder`: key and value, or the value behind a dash.
std::vector<TextEdit> Insert(const SourceView& view, const Place& holder, const Step& step, const Tree& value) {
  Layout layout = view.LayoutIn(holder);
  const auto* key = std::get_if<std::string>(&step);
  if (view.IsFlow(holder)) {
    const Tree pair = key == nullptr ? value : Tree::Map({{*key, value}});
    std::string text = RenderFlow(pair, layout);
    if (key != nullptr) {  // without its braces
      const std::size_t brace = layout.padded ? 2 : 1;
      text = text.substr(brace, text.size() - 2 * brace);
    }
    return InsertInBrackets(view, holder, text);
  }
  const std::size_t column = view.Column(view.Begin(*holder.node));
  const std::size_t line_end = view.LineEnd(view.End(*holder.node));
  std::string text = std::string(layout.line_end) + std::string(column, ' ');
  if (key != nullptr) {
    text += RenderEntry(*key, value, column, layout);
  } else {
    const bool on_a_line = layout.records_on_a_line && value.kind == yaml::Kind::Map;
    text += "- " + (on_a_line ? RenderFlow(value, layout) : RenderItem(value, column, layout));
  }
  return {{line_end, line_end, text}};
}

}  // namespace

std::optional<std::vector<TextEdit>> EditsToSet(const SourceView& view, const Path& path, const Tree& intended,
                                                std::size_t& at) {
  std::size_t steps = 0;
  const Place place = view.Walk(path, steps);
  at = view.Begin(place.key != nullptr ? *place.key : *place.node);
  const Tree* value = FindAt(intended, Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(steps)));
  OVCC_CHECK(value != nullptr, "an edit is meant to lead somewhere");
  const bool is_container = place.node->kind == yaml::Kind::List || place.node->kind == yaml::Kind::Map;
  std::vector<TextEdit> edits;
  if (steps == path.size() || !is_container || IsEmptyBrackets(*place.node)) {
    edits = Replace(view, place, *value);
  } else {
    const Tree* element = FindAt(*value, {path[steps]});
    OVCC_CHECK(element != nullptr, "an edit is meant to lead somewhere");
    edits = Insert(view, place, path[steps], *element);
  }
  if (edits.empty()) return std::nullopt;
  return edits;
}

std::optional<std::vector<TextEdit>> EditsToRemove(const SourceView& view, const Path& path, std::size_t& at) {
  std::size_t steps = 0;
  const Place place = view.Walk(path, steps);
  at = view.Begin(place.key != nullptr ? *place.key : *place.node);
  if (steps < path.size()) return std::nullopt;
  std::size_t holder_steps = 0;
  const Place holder = view.Walk(Path(path.begin(), path.end() - 1), holder_steps);
  const std::vector<Place> siblings = view.Children(holder);
  const std::size_t begin = view.ElementBegin(place);
  const std::size_t end = view.ElementEnd(place);
  const bool has_next = place.index + 1 < siblings.size();
  if (place.in_brackets) {
    if (has_next) return {{{begin, view.ElementBegin(siblings[place.index + 1]), ""}}};
    if (place.index > 0) return {{{view.ElementEnd(siblings[place.index - 1]), end, ""}}};
    return {{{begin, end, ""}}};
  }
  if (view.FirstOnLine(begin)) return {{{view.LineBegin(begin), view.NextLine(end), ""}}};
  // The first key of a mapping that begins behind a dash.
  if (has_next) return {{{begin, view.ElementBegin(siblings[place.index + 1]), ""}}};
  return {{{begin, end, ""}}};
}

}  // namespace ovcc::edit
