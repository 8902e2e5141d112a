// Text of a unit -> sections and lines (quadlet-encoding.md 2), one pass over the text. Podman's generator and systemd
// both read it; where they disagree, a line is read as Podman does, and the disagreement is an error.
#include "backend/unit/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <optional>

#include "backend/unit/characters.h"
#include "backend/unit/directives.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::backend {
namespace {

/// Cuts the white space off that Podman cuts off.
std::string_view TrimOuter(std::string_view text) {
  const auto is_visible = [](char c) { return c > ' ' && c != 0x7F; };
  if (!text.empty() && is_visible(text.front()) && is_visible(text.back())) return text;
  text = Trim(text);
  while (!text.empty()) {
    const auto first = DecodeUtf8(text, 0);
    if (!first || !IsOuterSpace(first->value)) break;
    text.remove_prefix(first->size);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U && text.size() - start < 4) --start;
    const auto last = DecodeUtf8(text, start);
    if (!last || !IsOuterSpace(last->value)) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

bool IsKeyCharacter(char c) { return IsAlphanumeric(c) || c == '-' || c == '_'; }

std::size_t BackslashesAtEnd(std::string_view line) {
  const std::size_t last = line.find_last_not_of('\\');
  return last == std::string_view::npos ? line.size() : line.size() - last - 1;
}

bool IsComment(std::string_view line) { return line.starts_with('#') || line.starts_with(';'); }

/// Short lines of visible ASCII and blanks, as in nearly every unit.
bool IsPlain(std::string_view text) {
  return text.size() < kLongestUnitLine &&
         !AnyByte(text, [](unsigned char c) { return ((c < ' ') & (c != '\n')) | (c >= 0x7F); });
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text), is_plain_(IsPlain(text)) {}

  ParsedUnit Run() {
    while (!rest_.empty()) {
      const std::string_view line = NextLine();
      start_ = line_;
      if (!line.empty()) Line(line);
    }
    return std::move(unit_);
  }

 private:
  // A line as Podman sees it; says what systemd sees differently.
  std::string_view NextLine() {
    const Halves halves = SplitFirst(rest_, '\n');
    rest_ = halves.second;
    ++line_;
    std::string_view line = halves.first;
    if (is_plain_) return line.empty() || (line.front() != ' ' && line.back() != ' ') ? line : TrimOuter(line);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() >= kLongestUnitLine)
      Error(fmt::format("the line has {} bytes: systemd reads less than 1 MiB", line.size()));
    CheckCharacters(line);
    const std::string_view trimmed = TrimOuter(line);
    if (trimmed.size() != line.size() && trimmed.size() != Trim(line).size())
      Error("white space at an end that only Podman cuts off");
    return trimmed;
  }

  void CheckCharacters(std::string_view line) {
    for (std::size_t i = 0; i < line.size();) {
      const auto point = DecodeUtf8(line, i);
      if (!point) return Error("it is not UTF-8: systemd refuses the unit");
      const char32_t c = point->value;
      if (c == 0 || c == '\r')
        return Error(fmt::format("U+{:04X} ends the line for systemd, and not for Podman", std::uint32_t{c}));
      if (c == 0x80 || IsNoncharacter(c))
        return Error(fmt::format("U+{:04X}: systemd refuses the unit", std::uint32_t{c}));
      if (c != '\t' && IsControl(c)) return Error(fmt::format("the control character U+{:04X}", std::uint32_t{c}));
      i += point->size;
    }
  }

  void Line(std::string_view line) {
    if (IsComment(line)) {
      if (line[0] == ';')
        Error("a comment with `;` is a syntax error to Podman before 5.4, which then makes no unit at all");
      Comment({TrimOuter(line.substr(1)), start_});
    } else if (line.starts_with('[')) {
      Header(line);
    } else {
      Directive(line);
    }
  }

  void Comment(const ParsedComment& comment) {
    if (unit_.sections.empty()) {
      unit_.header.push_back(comment);
    } else {
      unit_.sections.back().lines.emplace_back(comment);
    }
  }

  void Header(std::string_view line) {
    const std::string_view name = line.ends_with(']') ? line.substr(1, line.size() - 2) : "";
    if (name.empty() || name.find_first_of("[]") != std::string_view::npos) {
      return Error(fmt::format("`{}` is no section header: Podman from 5.0 on makes no unit of the whole folder",
                               Shortened(line)));
    }
    constexpr std::size_t kLinesOfMost = 16;
    unit_.sections.push_back({name, start_, {}});
    unit_.sections.back().lines.reserve(kLinesOfMost);
  }

  void Directive(std::string_view line) {
    const Halves halves = SplitFirst(line, '=');
    const std::string_view key = TrimOuter(halves.first);
    if (!halves.found || key.empty()) {
      return Error(fmt::format(
          "`{}` is neither a comment, a section nor `Key=Value`: Podman from 5.0 on makes no unit of the whole folder",
          Shortened(line)));
    }
    if (!std::ranges::all_of(key, IsKeyCharacter)) Error(fmt::format("`{}` is no key", Shortened(key)));
    const std::string_view value = Joined(TrimOuter(halves.second));
    if (unit_.sections.empty()) return Error(fmt::format("`{}=` stands before the first section", Shortened(key)));
    unit_.sections.back().lines.emplace_back(ParsedDirective{key, value, start_});
  }

  // The value with the lines that continue it.
  std::string_view Joined(std::string_view piece) {
    if (!piece.ends_with('\\')) return piece;
    std::string& value = unit_.joined.emplace_front();
    while (piece.ends_with('\\')) {
      if (BackslashesAtEnd(piece) % 2 == 0)
        Error("a doubled backslash at the end joins the next line for Podman, and not for systemd");
      piece.remove_suffix(1);
      value += piece;
      if (rest_.empty()) {
        Error("a backslash at the end of the file");
        return value;
      }
      piece = NextLine();
      if (piece.empty()) Error("an empty line after a backslash: Podman 4.6 to 5.3 never ends");
      if (IsComment(piece)) Error("a comment between continued lines, which Podman takes for a part of the value");
      value += ' ';
    }
    value += piece;
    return TrimOuter(value);
  }

  static std::string Shortened(std::string_view text) {
    constexpr std::size_t kShown = 60;
    std::string shown;
    for (const char c : text.substr(0, kShown)) {
      const auto byte = static_cast<unsigned char>(c);
      shown += byte < 0x20 || byte >= 0x7F ? '?' : c;
    }
    return text.size() > kShown ? shown + "…" : shown;
  }

  void Error(std::string message) {
    if (unit_.errors.size() < kMostUnitErrors) unit_.errors.push_back({line_, std::move(message)});
  }

  std::string_view rest_;
  bool is_plain_;            // the whole text: nothing in a line is a matter of dispute
  std::uint32_t line_ = 0;   // that was read last
  std::uint32_t start_ = 0;  // where what is being read began
  ParsedUnit unit_;
};

std::string_view KnownSection(std::string_view name) {
  for (const DirectiveInfo& info : AllDirectives()) {
    if (info.section == name) return info.section;
  }
  return {};
}

// One line as `WriteUnit` takes it.
std::expected<Directive, UnitError> ToDirective(std::string_view section, const ParsedDirective& parsed,
                                                ValueMemo& memo) {
  const auto refuse = [&](std::string message) { return std::unexpected(UnitError{parsed.line, std::move(message)}); };
  const DirectiveInfo* info = LookUpDirective(section, parsed.key);
  if (info == nullptr) return refuse(fmt::format("ovcc writes no `{}=` in [{}]", parsed.key, section));
  auto words = memo.Decode(info->encoding, parsed.value);
  if (!words) return refuse(fmt::format("the value of `{}=`: {}", parsed.key, words.error()));
  const bool many = info->encoding == EncodingClass::Words || info->encoding == EncodingClass::Exec;
  if (words->size() > 1 && !many) return refuse(fmt::format("`{}=` has several values in one line", parsed.key));
  if (IsEnv(info->encoding)) {
    std::string value = std::move(words->front());
    const std::size_t sign = value.find('=');
    words->front() = value.substr(0, sign);
    words->push_back(std::move(value.erase(0, sign + 1)));
  }
  return Directive{info->key, *std::move(words), {}};
}

}  // namespace

ParsedUnit ParseUnit(std::string_view text) { return Parser(text).Run(); }

std::expected<UnitFile, UnitError> ToUnitFile(const ParsedUnit& parsed, std::string file_name, ValueMemo& memo) {
  if (!parsed.errors.empty()) return std::unexpected(parsed.errors.front());
  UnitFile unit;
  unit.is_service = file_name.ends_with(".service");
  unit.file_name = std::move(file_name);
  for (const ParsedComment& comment : parsed.header) unit.header.push_back({std::string(comment.text)});
  std::bitset<128> written;  // rows of directives.def
  for (const ParsedSection& section : parsed.sections) {
    const std::string_view name = KnownSection(section.name);
    if (name.empty()) {
      return std::unexpected(UnitError{section.line, fmt::format("ovcc writes no section [{}]", section.name)});
    }
    Section& made = unit.sections.emplace_back(Section{name, {}});
    for (const ParsedLine& line : section.lines) {
      if (const auto* comment = std::get_if<ParsedComment>(&line)) {
        made.lines.emplace_back(Comment{std::string(comment->text)});
        continue;
      }
      auto directive = ToDirective(name, std::get<ParsedDirective>(line), memo);
      if (!directive) return std::unexpected(directive.error());
      const std::size_t row = FindDirective(name, directive->key);
      if (AllDirectives()[row].repeat == Repeat::Once && written.test(row)) {
        return std::unexpected(UnitError{std::get<ParsedDirective>(line).line,
                                         fmt::format("`{}=` stands twice in [{}]", directive->key, name)});
      }
      written.set(row);
      made.lines.emplace_back(*std::move(directive));
    }
  }
  return unit;
}

}  // namespace ovcc::backend
