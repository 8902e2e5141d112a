// Changes as people read them: the marks of a plan, one line a directive, so that `grep` finds each.
#include "driver/render_changes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>
#include <vector>

#include "support/utf8.h"

namespace ovcc {
namespace {

using backend::ChangeKind;
using backend::DirectiveChange;

char MarkOf(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Added:
      return '+';
    case ChangeKind::Removed:
      return '-';
    case ChangeKind::Changed:
    case ChangeKind::Reordered:
      return '~';
  }
  return ' ';
}

std::string_view ColourOf(char mark) {
  switch (mark) {
    case '+':
      return "\x1b[32m";
    case '-':
    case '!':
      return "\x1b[31m";
    case '~':
      return "\x1b[33m";
    default:
      return "\x1b[2m";
  }
}

// Variables in double quotes: blanks at their ends and what is empty can be seen.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '\n') out += '\\';
    out += c == '\n' ? 'n' : c;
  }
  return out + '"';
}

std::string Joined(const DirectiveChange& change, const std::vector<std::string>& values) {
  std::vector<std::string> shown;
  shown.reserve(values.size());
  for (const std::string& value : values) {
    shown.push_back(Printable(change.variable.empty() ? value : Quoted(value)));
  }
  return fmt::format("{}", fmt::join(shown, ", "));
}

std::string Values(const DirectiveChange& change) {
  const std::string before = Joined(change, change.before);
  const std::string after = Joined(change, change.after);
  switch (change.kind) {
    case ChangeKind::Added:
      return after;
    case ChangeKind::Removed:
      return before;
    case ChangeKind::Changed:
      return fmt::format("{} -> {}", before, after);
    case ChangeKind::Reordered:
      return fmt::format("in another order: {} -> {}", before, after);
  }
  return {};
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto point = DecodeUtf8(text, i);
    if (!point) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(text[i]));
    } else if (point->value < 0x20 || (point->value >= 0x7F && point->value < 0xA0)) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned>(point->value));
    } else {
      out += text.substr(i, point->size);
    }
    i += point ? point->size : 1;
  }
  return out;
}

std::string Marked(char mark, std::string_view text, bool colour) {
  if (!colour) return fmt::format("{} {}", mark, text);
  return fmt::format("{}{} {}\x1b[0m", ColourOf(mark), mark, text);
}

std::string ChangeText(const DirectiveChange& change) {
  if (change.section.empty()) return Values(change);
  if (change.key.empty()) return fmt::format("[{}], without a line", change.section);
  std::string text = fmt::format("[{}] {}", change.section, change.key);
  if (!change.variable.empty()) text += fmt::format(" {}", change.variable);
  return fmt::format("{}: {}", text, Values(change));
}

std::string ChangeLines(const FileComparison& file, bool colour) {
  constexpr std::string_view kIndent = "    ";
  std::string text;
  for (const backend::UnitError& error : file.errors) {
    text += fmt::format("{}{}\n", kIndent, Marked('!', fmt::format("line {}: {}", error.line, error.message), colour));
  }
  for (const DirectiveChange& change : file.changes) {
    text += fmt::format("{}{}\n", kIndent, Marked(MarkOf(change.kind), ChangeText(change), colour));
  }
  return text;
}

std::string Count(std::size_t number, std::string_view word) {
  return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s");
}

}  // namespace ovcc
