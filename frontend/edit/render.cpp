// New YAML text in the looks of the file around it.
#include "frontend/edit/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "frontend/yaml/source_scan.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::edit {
namespace {

constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`";

/// True for what a quoted scalar must escape: control characters, U+0085, U+2028 and U+2029, and the byte order mark.
bool NeedsEscape(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

bool AnyNeedsEscape(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at).value_or(CodePoint{0xFFFD, 1});
    if (NeedsEscape(c.value)) return true;
    at += c.size;
  }
  return false;
}

/// `22:22` is a number to base 60 for readers of YAML 1.1.
bool LooksSexagesimal(std::string_view text) {
  return text.find(':') != std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return IsDigit(c) || c == ':'; });
}

/// True if the text reads back as itself without quotes.
bool CanBePlain(std::string_view text, bool in_brackets) {
  if (text.empty() || yaml::IsNullWord(text) || Trim(text) != text) return false;
  if (kIndicators.find(text.front()) != std::string_view::npos || text.back() == ':') return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (in_brackets && text.find_first_of(",[]{}") != std::string_view::npos) return false;
  return !LooksSexagesimal(text) && !AnyNeedsEscape(text);
}

std::string DoubleQuoted(std::string_view text) {
  std::string quoted = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at).value_or(CodePoint{0xFFFD, 1});
    if (c.value == '"' || c.value == '\\') {
      quoted += '\\';
      quoted += static_cast<char>(c.value);
    } else if (c.value == '\n') {
      quoted += "\\n";
    } else if (c.value == '\t') {
      quoted += "\\t";
    } else if (NeedsEscape(c.value)) {
      const auto code = static_cast<unsigned>(c.value);
      quoted += code <= 0xFF ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
    } else {
      quoted += text.substr(at, c.size);
    }
    at += c.size;
  }
  return quoted + '"';
}

/// What stands on one line whatever the layout.
std::optional<std::string> OneLine(const Tree& tree, const Layout& layout) {
  if (tree.kind == yaml::Kind::Null) return "";
  if (tree.kind == yaml::Kind::Scalar) return RenderScalar(tree.text, layout.style, false);
  if (tree.kind == yaml::Kind::List && tree.items.empty()) return "[]";
  if (tree.kind == yaml::Kind::Map && tree.entries.empty()) return "{}";
  return std::nullopt;
}

std::string NewLine(std::size_t column, const Layout& layout) {
  return std::string(layout.line_end) + std::string(column, ' ');
}

}  // namespace

std::string RenderScalar(std::string_view text, yaml::Style style, bool in_brackets) {
  if (style == yaml::Style::SingleQuoted && !AnyNeedsEscape(text)) {
    return fmt::format("'{}'", ReplaceAll(text, "'", "''"));
  }
  if (style == yaml::Style::Plain && CanBePlain(text, in_brackets)) return std::string(text);
  return DoubleQuoted(text);
}

std::string RenderFlow(const Tree& tree, const Layout& layout) {
  std::string text;
  const auto add = [&](std::string part) { text += (text.empty() ? "" : ", ") + std::move(part); };
  switch (tree.kind) {
    case yaml::Kind::Null:
      return "";
    case yaml::Kind::Scalar:
      return RenderScalar(tree.text, layout.style, true);
    case yaml::Kind::List:
      for (const Tree& item : tree.items) add(RenderFlow(item, layout));
      return fmt::format("[{}]", text);
    case yaml::Kind::Map:
      for (const auto& [key, value] : tree.entries) {
        const std::string rendered = RenderFlow(value, layout);
        add(RenderScalar(key, yaml::Style::Plain, true) + (rendered.empty() ? ":" : ": ") + rendered);
      }
      return layout.padded && !text.empty() ? fmt::format("{{ {} }}", text) : fmt::format("{{{}}}", text);
  }
  return text;
}

std::string RenderBehindKey(const Tree& tree, std::size_t column, const Layout& layout) {
  if (const auto line = OneLine(tree, layout)) return line->empty() ? "" : " " + *line;
  if (tree.kind == yaml::Kind::Map) {
    const std::size_t inner = column + layout.step;
    return NewLine(inner, layout) + RenderBlock(tree, inner, layout);
  }
  std::string text;
  const std::size_t inner = column + layout.list_step;
  for (const Tree& item : tree.items) text += NewLine(inner, layout) + "- " + RenderItem(item, inner, layout);
  return text;
}

std::string RenderBlock(const Tree& map, std::size_t column, const Layout& layout) {
  std::string text;
  for (const auto& [key, value] : map.entries) {
    if (!text.empty()) text += NewLine(column, layout);
    text += RenderEntry(key, value, column, layout);
  }
  return text;
}

std::string RenderItem(const Tree& tree, std::size_t column, const Layout& layout) {
  if (const auto line = OneLine(tree, layout)) return *line;
  if (tree.kind == yaml::Kind::Map) return RenderBlock(tree, column + 2, layout);
  return RenderFlow(tree, layout);
}

std::string RenderEntry(std::string_view key, const Tree& value, std::size_t column, const Layout& layout) {
  return RenderScalar(key, yaml::Style::Plain, false) + ":" + RenderBehindKey(value, column, layout);
}

}  // namespace ovcc::edit
