// Spells values for Quadlet and unit files (quadlet-encoding.md 4). Every class first refuses what no Podman and no
// systemd carries, then quotes. W5, W25, W26: nothing that a value holds is left for a parser to interpret.
#include "backend/unit/encode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "backend/unit/characters.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::backend {
namespace {

using Encoded = std::expected<void, std::string>;

constexpr std::size_t kMaxName = 200;  // §12.2 `name-too-long`

Encoded Refuse(std::string reason) { return std::unexpected(std::move(reason)); }

// Written as an escape inside quotes, for the reader's sake.
bool IsInvisible(char32_t c) {
  return (c >= 0x81 && c <= 0x9F) || c == 0xAD || c == 0x061C || c == 0x180E || c == 0xFEFF ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
}

bool IsLineSeparator(char32_t c) { return c == 0x2028 || c == 0x2029; }

bool IsVisible(char32_t c) { return c > 0xA0 && !IsOuterSpace(c) && !IsInvisible(c); }

// What is written without quotes, of the characters below U+0080.
using AsciiSet = std::array<bool, 0x80>;

constexpr AsciiSet AllVisibleBut(std::string_view excluded) {
  AsciiSet set{};
  for (std::size_t c = '!'; c < 0x7F; ++c) set[c] = excluded.find(static_cast<char>(c)) == std::string_view::npos;
  return set;
}

constexpr AsciiSet kPlainInWord = AllVisibleBut("\"'\\;");
// Braces and brackets are quoted because the reference does it; nothing needs it.
constexpr AsciiSet kPlainInEnv = AllVisibleBut("\"'\\{}[]");
// In a line as it stands: visible ASCII and blanks.
constexpr AsciiSet kPlainInLine = [] {
  AsciiSet set = AllVisibleBut("");
  set[' '] = true;
  return set;
}();
// Inside of double quotes: all but what is escaped.
constexpr AsciiSet kPlainInQuotes = [] {
  AsciiSet set = AllVisibleBut("\"\\");
  set[' '] = true;
  return set;
}();

// What every class but names and fixed words writes as it stands.
constexpr AsciiSet kPlain = AllVisibleBut("\"'\\;{}[]%$");

// Length of the longest start of `text` that holds nothing but characters of `set`.
std::size_t PlainPrefix(std::string_view text, const AsciiSet& set) {
  const auto is_plain = [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && set[byte];
  };
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin());
}

// Calls `function` with each code point and its bytes. The text must be UTF-8.
template <class Function>
void ForEachCharacter(std::string_view text, Function function) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const CodePoint point = byte < 0x80 ? CodePoint{byte, 1} : DecodeUtf8(text, i).value_or(CodePoint{byte, 1});
    function(point.value, text.substr(i, point.size));
    i += point.size;
  }
}

// Whether no character needs quotes: those of `set`, and what is visible beyond ASCII.
bool NeedsNoQuotes(std::string_view text, const AsciiSet& set) {
  for (std::size_t i = PlainPrefix(text, set); i < text.size(); i += PlainPrefix(text.substr(i), set)) {
    const auto point = DecodeUtf8(text, i);
    if (!point || point->value < 0x80 || !IsVisible(point->value)) return false;
    i += point->size;
  }
  return true;
}

bool HoldsControl(std::string_view text) {
  bool holds = false;
  ForEachCharacter(text, [&](char32_t c, std::string_view) { holds = holds || IsControl(c); });
  return holds;
}

// What no class carries (4.0).
Encoded CheckCommon(std::string_view value) {
  if (!AnyByte(value, [](unsigned char c) { return (c == 0) | (c >= 0x80); })) return {};
  if (value.find('\0') != std::string_view::npos) return Refuse("it holds U+0000");
  if (FindInvalidUtf8(value)) return Refuse("it is not UTF-8");
  char32_t refused = 0;
  ForEachCharacter(value, [&](char32_t c, std::string_view) {
    if (refused == 0 && (c == 0x80 || IsNoncharacter(c))) refused = c;
  });
  if (refused == 0) return {};
  return Refuse(fmt::format("it holds {}U+{:04X}", refused == 0x80 ? "" : "the noncharacter ",
                            static_cast<std::uint32_t>(refused)));
}

Encoded CheckLength(std::string_view value) {
  if (value.size() <= kMaxArgument) return {};
  return Refuse(fmt::format("it is longer than {} bytes", kMaxArgument));
}

// No escapes exist in these classes: one line, nothing at its ends that is cut off or joins the next line.
Encoded CheckOneLine(std::string_view value) {
  if (PlainPrefix(value, kPlainInLine) == value.size() && !value.empty() && value.front() != ' ' &&
      value.back() != ' ' && value.back() != '\\') {
    return {};
  }
  if (const Encoded common = CheckCommon(value); !common) return common;
  if (value.empty()) return Refuse("it is empty");
  char32_t refused = 0;
  char32_t last = 0;
  ForEachCharacter(value, [&](char32_t c, std::string_view) {
    if (refused == 0 && (IsControl(c) || IsLineSeparator(c))) refused = c;
    last = c;
  });
  if (refused != 0) return Refuse(fmt::format("it holds U+{:04X}", static_cast<std::uint32_t>(refused)));
  const char32_t first = DecodeUtf8(value, 0)->value;
  if (IsOuterSpace(first) || IsOuterSpace(last)) return Refuse("white space stands at its start or end");
  if (last == '\\') return Refuse("a backslash stands at its end");
  return {};
}

enum class Doubled : std::uint8_t { Percent, PercentAndDollar };

// `%` and `$` pass through the generator and would be expanded by systemd (W26).
bool IsDoubled(char c, Doubled doubled) { return c == '%' || (c == '$' && doubled == Doubled::PercentAndDollar); }

void AppendDoubled(std::string_view text, Doubled doubled, std::string& out) {
  while (!text.empty()) {
    const auto found = std::find_if(text.begin(), text.end(), [&](char c) { return IsDoubled(c, doubled); });
    const auto run = static_cast<std::size_t>(found - text.begin());
    out += text.substr(0, run);
    if (run == text.size()) return;
    out.append(2, text[run]);
    text.remove_prefix(run + 1);
  }
}

// One character inside of double quotes that is not plain there.
void AppendEscaped(const CodePoint& c, std::string_view bytes, std::string& out) {
  constexpr std::string_view kShort = "abtnvfr";  // of 07 to 0D
  if (c.value == '\\' || c.value == '"') {
    out += '\\';
    out += bytes;
  } else if (c.value >= 0x07 && c.value <= 0x0D) {
    out += '\\';
    out += kShort[c.value - 0x07];
  } else if (c.value < 0x20 || c.value == 0x7F) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<std::uint32_t>(c.value));
  } else if (IsInvisible(c.value)) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint32_t>(c.value));
  } else {
    out += bytes;
  }
}

void AppendQuoted(std::string_view text, Doubled doubled, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const std::size_t plain = PlainPrefix(text, kPlainInQuotes);
    AppendDoubled(text.substr(0, plain), doubled, out);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const CodePoint point = DecodeUtf8(text, 0).value_or(CodePoint{static_cast<unsigned char>(text[0]), 1});
    AppendEscaped(point, text.substr(0, point.size), out);
    text.remove_prefix(point.size);
  }
  out += '"';
}

Encoded EncodeWord(std::string_view word, bool in_service, std::string& out) {
  if (const Encoded common = CheckCommon(word); !common) return common;
  if (const Encoded length = CheckLength(word); !length) return length;
  if (!in_service && word.empty()) return Refuse("an empty word would end the list");
  if (!in_service && word == ";") return Refuse("a lone `;` would start a second command");
  if (!word.empty() && NeedsNoQuotes(word, kPlainInWord)) {
    AppendDoubled(word, Doubled::PercentAndDollar, out);
  } else {
    AppendQuoted(word, Doubled::PercentAndDollar, out);
  }
  return {};
}

Encoded EncodeEnv(std::string_view assignment, Doubled doubled, std::string& out) {
  const Halves halves = SplitFirst(assignment, '=');
  if (!halves.found || !IsEnvKey(halves.first)) return Refuse("its name is not a variable name");
  if (const Encoded common = CheckCommon(halves.second); !common) return common;
  if (const Encoded length = CheckLength(assignment); !length) return length;
  // It writes its list of variables as CSV and reads that again (pflag, GetStringArray). systemd does not.
  if (doubled == Doubled::PercentAndDollar && halves.second.find("\r\n") != std::string_view::npos) {
    return Refuse("Podman makes U+000A of U+000D U+000A");
  }
  out += halves.first;
  out += '=';
  if (PlainPrefix(halves.second, kPlain) == halves.second.size()) {
    out += halves.second;
  } else if (NeedsNoQuotes(halves.second, kPlainInEnv)) {
    AppendDoubled(halves.second, doubled, out);
  } else {
    AppendQuoted(halves.second, doubled, out);
  }
  return {};
}

// The generator passes such a value on as a word of its own, without quotes.
Encoded CheckNoCommand(std::string_view value) {
  if (value == ";") return Refuse("a lone `;` would start a second command");
  return {};
}

Encoded EncodeLine(std::string_view value, Doubled doubled, std::string& out) {
  if (const Encoded line = CheckOneLine(value); !line) return line;
  if (doubled == Doubled::PercentAndDollar) {
    if (const Encoded command = CheckNoCommand(value); !command) return command;
  }
  AppendDoubled(value, doubled, out);
  return {};
}

Encoded EncodeText(std::string_view value, std::string& out) {
  if (const Encoded line = CheckOneLine(value); !line) return line;
  if (value.front() == '"' || value.back() == '"') return Refuse("a double quote stands at its start or end");
  if (const Encoded command = CheckNoCommand(value); !command) return command;
  AppendDoubled(value, Doubled::PercentAndDollar, out);
  return {};
}

// Quotes join without a separator and nothing but themselves is special inside: `a"b` is `"a"'"'"b"`.
Encoded EncodeStrv(std::string_view value, std::string& out) {
  if (const Encoded common = CheckCommon(value); !common) return common;
  if (value.empty()) return Refuse("it is empty");
  if (HoldsControl(value)) return Refuse("it holds a control character");
  if (const Encoded command = CheckNoCommand(value); !command) return command;
  if (NeedsNoQuotes(value, kPlainInWord)) {
    AppendDoubled(value, Doubled::PercentAndDollar, out);
    return {};
  }
  while (!value.empty()) {
    const bool quotes = value.front() == '"';
    const std::size_t end = std::min(quotes ? value.find_first_not_of('"') : value.find('"'), value.size());
    out += quotes ? '\'' : '"';
    AppendDoubled(value.substr(0, end), Doubled::PercentAndDollar, out);
    out += quotes ? '\'' : '"';
    value.remove_prefix(end);
  }
  return {};
}

Encoded EncodeName(std::string_view value, std::string& out) {
  if (!IsName(value)) return Refuse("it is not a name");
  if (value.size() > kMaxName) return Refuse(fmt::format("it is longer than {} bytes", kMaxName));
  out += value;
  return {};
}

// Words that ovcc makes itself: sizes, percentages, `always`, `true`.
Encoded EncodeFixed(std::string_view value, std::string& out) {
  const auto accepted = [](char c) { return IsAlphanumeric(c) || c == '.' || c == '%' || c == '-'; };
  if (value.empty() || !std::all_of(value.begin(), value.end(), accepted)) return Refuse("it is not a plain word");
  out += value;
  return {};
}

// Words of visible ASCII with one blank between them: nothing to change, as in nearly every comment.
bool IsPlainComment(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == '\\') return false;
  return !AnyByte(text, [](unsigned char c) { return (c < ' ') | (c >= 0x7F); }) &&
         text.find("  ") == std::string_view::npos;
}

// How many bytes the generator adds for a byte of a word, and whether it quotes the word for it.
constexpr std::uint8_t kGrowthBytes = 0x0F;
constexpr std::uint8_t kGrowthQuotes = 0x10;
constexpr std::array<std::uint8_t, 256> kGrowth = [] {
  std::array<std::uint8_t, 256> growth{};
  for (std::size_t byte = 0; byte <= ' '; ++byte) growth[byte] = kGrowthQuotes | 3U;
  growth[0x7F] = kGrowthQuotes | 3U;
  growth['\\'] = growth['"'] = kGrowthQuotes | 1U;
  growth['%'] = growth['$'] = 1;
  growth['\''] = kGrowthQuotes;
  return growth;
}();

}  // namespace

Encoded Encode(EncodingClass encoding, std::string_view value, std::string& out) {
  const bool is_word = !IsEnv(encoding) && encoding != EncodingClass::Name && encoding != EncodingClass::Fixed;
  if (is_word && !value.empty() && value.size() <= kMaxArgument && PlainPrefix(value, kPlain) == value.size()) {
    out += value;  // nearly all of them
    return {};
  }
  switch (encoding) {
    case EncodingClass::Env:
      return EncodeEnv(value, Doubled::PercentAndDollar, out);
    case EncodingClass::SetEnv:
      return EncodeEnv(value, Doubled::Percent, out);
    case EncodingClass::Word:
    case EncodingClass::Words:
      return EncodeWord(value, false, out);
    case EncodingClass::Exec:
      return EncodeWord(value, true, out);
    case EncodingClass::Raw:
      return EncodeLine(value, Doubled::PercentAndDollar, out);
    case EncodingClass::Description:
      return EncodeLine(value, Doubled::Percent, out);
    case EncodingClass::Text:
      return EncodeText(value, out);
    case EncodingClass::Strv:
      return EncodeStrv(value, out);
    case EncodingClass::Name:
      return EncodeName(value, out);
    case EncodingClass::Fixed:
      return EncodeFixed(value, out);
  }
  return Refuse("its class is unknown");
}

std::size_t GeneratedLength(std::string_view word) {
  std::size_t length = word.size();
  bool quoted = word.empty();
  for (const char c : word) {
    const std::uint8_t growth = kGrowth[static_cast<unsigned char>(c)];
    length += growth & kGrowthBytes;
    quoted = quoted || (growth & kGrowthQuotes) != 0;
  }
  return length + (quoted ? 2 : 0);
}

std::string CommentText(std::string_view text) {
  if (IsPlainComment(text)) return std::string(text);
  std::string out;
  bool gap = false;
  ForEachCharacter(text, [&](char32_t c, std::string_view bytes) {
    if (IsOuterSpace(c) || IsControl(c)) {
      gap = !out.empty();
      return;
    }
    if (gap) out += ' ';
    gap = false;
    out += bytes;
  });
  // A backslash at the end of a line joins the next one to it.
  while (out.ends_with('\\') || out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace ovcc::backend
