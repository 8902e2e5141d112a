// Extents of nodes in the source (§12.1: every finding points at the exact characters). Assumes that the parser has
// accepted what is looked at, so that only the ends need to be found.
#include "frontend/yaml/source_scan.h"

#include <algorithm>
#include <array>

namespace ovcc::yaml {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kBreaks = "\r\n";
constexpr std::string_view kSpace = " \t\r\n";

bool IsOneOf(std::string_view text, std::size_t at, std::string_view set) {
  return at < text.size() && set.find(text[at]) != kNone;
}

std::size_t SkipAll(std::string_view text, std::size_t at, std::string_view set) {
  return std::min(text.find_first_not_of(set, at), text.size());
}

std::size_t EndOfLine(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of(kBreaks, at), text.size());
}

std::size_t NextLine(std::string_view text, std::size_t at) {
  const std::size_t end = EndOfLine(text, at);
  if (end == text.size()) return end;
  return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

std::size_t SkipTag(std::string_view text, std::size_t at) {
  if (text.substr(at).starts_with("!<")) return std::min(text.find('>', at), text.size() - 1) + 1;
  return SkipAll(text, at, "!-#;/?:@&=+$_.~*'()%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}

/// True if the node that ends at `at` is followed by what may follow it on its line.
bool IsEndOfNode(std::string_view text, std::size_t at, bool is_key) {
  const std::size_t next = SkipAll(text, at, " \t");
  if (next == text.size() || IsOneOf(text, next, "\r\n,]}")) return true;
  if (text[next] == '#') return next > at;
  return is_key && text[next] == ':';
}

/// Number of line breaks in white space.
std::size_t CountBreaks(std::string_view space) {
  std::size_t count = 0;
  for (std::size_t at = space.find_first_of(kBreaks); at < space.size(); at = space.find_first_of(kBreaks, at)) {
    at = NextLine(space, at);
    ++count;
  }
  return count;
}

/// End of the plain scalar at `at`. One line is its value, byte for byte; between lines the value has a blank, or a
/// line break less than the source.
std::size_t PlainEnd(std::string_view text, std::size_t at, std::string_view value) {
  std::size_t done = 0;
  while (done < value.size()) {
    if (IsOneOf(text, at, kSpace)) {
      const std::size_t next = SkipAll(text, at, kSpace);
      const std::size_t breaks = CountBreaks(text.substr(at, next - at));
      done += breaks > 0 ? std::max<std::size_t>(breaks - 1, 1) : next - at;
      at = next;
    } else {
      ++at;
      ++done;
    }
  }
  return std::min(at, text.size());
}

std::size_t BlockEnd(std::string_view text, std::size_t at, std::string_view value) {
  const std::size_t header_end = EndOfLine(text, at);
  const std::optional<std::size_t> indent = BlockIndent(text.substr(at), value);
  const std::size_t header = text.find_last_not_of(" \t", header_end - 1) + 1;
  if (!indent) return header;
  std::size_t end = header;
  for (std::size_t line = NextLine(text, at); line < text.size(); line = NextLine(text, line)) {
    const std::size_t first = SkipAll(text, line, " ");
    if (first == text.size() || IsOneOf(text, first, kBreaks)) continue;
    if (first - line < *indent) break;
    end = EndOfLine(text, first);
  }
  return end;
}

/// Columns before the text of the first line of `text` that has text; nothing if none has.
std::optional<std::size_t> FirstIndent(std::string_view text) {
  for (std::size_t line = 0; line < text.size(); line = NextLine(text, line)) {
    const std::size_t first = SkipAll(text, line, " ");
    if (first < text.size() && !IsOneOf(text, first, kBreaks)) return first - line;
  }
  return std::nullopt;
}

/// Line breaks from `end`, where the last line with text of a block scalar ends, to the next line that is not empty.
/// Nothing if a line of more than `indent` blanks comes first: that one is text.
std::optional<std::size_t> TrailingBreaks(std::string_view text, std::size_t end, std::size_t indent) {
  std::size_t breaks = 0;
  while (end < text.size()) {
    const std::size_t line = NextLine(text, end);
    end = SkipAll(text, line, " ");
    ++breaks;
    if (end < text.size() && !IsOneOf(text, end, kBreaks)) break;
    if (end - line > indent) return std::nullopt;
  }
  return breaks;
}

}  // namespace

std::size_t SkipSpace(std::string_view text, std::size_t at) {
  at = SkipAll(text, at, kSpace);
  while (at < text.size() && text[at] == '#' && (at == 0 || IsOneOf(text, at - 1, kSpace))) {
    at = SkipAll(text, EndOfLine(text, at), kSpace);
  }
  return at;
}

std::size_t SkipName(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of(" \t\r\n[]{},", at + 1), text.size());
}

std::optional<std::size_t> FindAnchor(std::string_view text, std::string_view name, std::size_t from) {
  for (std::size_t at = text.find('&', from); at != kNone; at = text.find('&', at + 1)) {
    const bool begins = at == 0 || IsOneOf(text, at - 1, " \t\r\n[]{},");
    if (begins && text.substr(at + 1, SkipName(text, at) - at - 1) == name) return at;
  }
  return std::nullopt;
}

std::size_t SkipProperties(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (IsOneOf(text, at, "&!")) {
    end = text[at] == '&' ? SkipName(text, at) : SkipTag(text, at);
    at = SkipSpace(text, end);
  }
  return end;
}

std::optional<std::size_t> SkipQuoted(std::string_view text, std::size_t at) {
  if (text[at] == '\'') {
    for (at = text.find('\'', at + 1); at != kNone; at = text.find('\'', at + 2)) {
      if (!text.substr(at + 1).starts_with('\'')) return at + 1;
    }
    return std::nullopt;
  }
  for (at = text.find_first_of("\"\\", at + 1); at != kNone; at = text.find_first_of("\"\\", at + 2)) {
    if (text[at] == '"') return at + 1;
  }
  return std::nullopt;
}

bool IsNullWord(std::string_view word) { return word == "~" || word == "null" || word == "Null" || word == "NULL"; }

std::optional<std::size_t> NullSpelling(std::string_view text, std::size_t at, bool is_key) {
  for (const std::size_t length : std::to_array<std::size_t>({1, 4})) {
    if (at + length <= text.size() && IsNullWord(text.substr(at, length)) && IsEndOfNode(text, at + length, is_key)) {
      return length;
    }
  }
  return std::nullopt;
}

std::optional<ScalarExtent> FindScalar(std::string_view text, std::size_t at, std::string_view value, bool is_key) {
  const char first = at < text.size() ? text[at] : '\0';
  if (first == '\'' || first == '"') {
    const Style style = first == '"' ? Style::DoubleQuoted : Style::SingleQuoted;
    const std::optional<std::size_t> end = SkipQuoted(text, at);
    // A tagged node without content is followed by a key that may be quoted.
    if (value.empty() && end && !IsEndOfNode(text, *end, is_key)) return std::nullopt;
    return ScalarExtent{style, at, end.value_or(text.size()), end.has_value()};
  }
  if (first == '|' || first == '>') {
    return ScalarExtent{first == '|' ? Style::Literal : Style::Folded, at, BlockEnd(text, at, value)};
  }
  if (value.empty()) return std::nullopt;
  const bool verbatim = text.substr(at).starts_with(value);
  return ScalarExtent{Style::Plain, at, verbatim ? at + value.size() : PlainEnd(text, at, value)};
}

std::string WithKeptBreaks(std::string_view text, const ScalarExtent& extent, std::string_view value) {
  const std::string_view raw = text.substr(extent.begin, extent.end - extent.begin);
  const std::optional<std::size_t> indent = BlockIndent(raw, value);
  std::optional<std::size_t> breaks;
  if (indent && raw.substr(0, raw.find_first_of(kSpace)).contains('+')) {
    breaks = TrailingBreaks(text, extent.end, *indent);
  }
  if (!breaks) return std::string(value);
  return std::string(value.substr(0, value.find_last_not_of('\n') + 1)).append(*breaks, '\n');
}

std::optional<std::size_t> BlockIndent(std::string_view raw, std::string_view value) {
  const std::optional<std::size_t> in_source = FirstIndent(raw.substr(NextLine(raw, 0)));
  const std::optional<std::size_t> in_value = FirstIndent(value);
  if (!in_source || !in_value || *in_value > *in_source) return std::nullopt;
  return *in_source - *in_value;
}

std::optional<std::size_t> TabInIndentation(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? kNone : text.find_last_of(kBreaks, at - 1);
  const std::size_t line = before == kNone ? 0 : before + 1;
  const std::size_t tab = text.substr(line, SkipAll(text, line, " \t") - line).find('\t');
  return tab == kNone ? std::nullopt : std::optional(line + tab);
}

bool IsIndentedByTab(std::string_view text, std::size_t at) {
  if (at == 0 || !IsOneOf(text, at - 1, " \t")) return false;
  const std::size_t before = text.find_last_not_of(" \t", at - 1);
  if (before != kNone && !IsOneOf(text, before, kBreaks)) return false;
  return text[before == kNone ? 0 : before + 1] == '\t';
}

Surroundings SurroundingsOf(std::string_view text, std::size_t at) {
  const auto line_begin = [text](std::size_t from) {
    const std::size_t line_break = from == 0 ? std::string_view::npos : text.rfind('\n', from - 1);
    return line_break == std::string_view::npos ? 0 : line_break + 1;
  };
  Surroundings around;
  std::size_t begin = line_begin(at);
  const std::size_t column = std::min(text.find_first_not_of(' ', begin), text.size()) - begin;
  std::size_t below_column = 0;
  std::optional<std::size_t> below;  // the line that was passed last on the way up
  while (begin > 0) {
    begin = line_begin(begin - 1);
    const std::size_t first = text.find_first_not_of(' ', begin);
    if (first == std::string_view::npos || std::string_view("#\r\n").contains(text[first])) continue;
    if (!around.before) around.before = first;
    if (first - begin < column) {
      around.outer = first;
      break;
    }
    below = first;
    below_column = first - begin;
  }
  if (below && below_column != column) {
    around.inner = below;
    around.inner_column = below_column;
  }
  return around;
}

std::size_t LineEnd(std::string_view text, std::size_t at) {
  std::size_t end = std::min(text.find('\n', at), text.size());
  while (end > at + 1 && (text[end - 1] == ' ' || text[end - 1] == '\r' || text[end - 1] == '\t')) --end;
  return end;
}

}  // namespace ovcc::yaml
