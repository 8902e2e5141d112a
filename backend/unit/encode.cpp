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
using Characters = bool (*)(char32_t);

constexpr std::size_t kMaxName = 200;  // §12.2 `name-too-long`

Encoded Refuse(std::string reason) { return std::unexpected(std::move(reason)); }

// Written as an escape inside quotes, for the reader's sake.
bool IsInvisible(char32_t c) {
  return (c >= 0x81 && c <= 0x9F) || c == 0xAD || c == 0x061C || c == 0x180E || c == 0xFEFF ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
}

bool IsLineSeparator(char32_t c) { return c == 0x2028 || c == 0x2029; }

bool IsVisible(char32_t c) { return c > 0xA0 && !IsOuterSpace(c) && !IsInvisible(c); }

bool NeedsNoQuotesInWord(char32_t c) {
  if (c >= 0x7F) return IsVisible(c);
  return c > ' ' && c != '"' && c != '\'' && c != '\\' && c != ';';
}

// Braces and brackets are quoted because the reference does it; nothing needs it.
bool NeedsNoQuotesInEnv(char32_t c) {
  if (c >= 0x7F) return IsVisible(c);
  return c > ' ' && c != '"' && c != '\'' && c != '\\' && c != '{' && c != '}' && c != '[' && c != ']';
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

bool AllCharacters(std::string_view text, Characters accepted) {
  bool all = true;
  ForEachCharacter(text, [&](char32_t c, std::string_view) { all = all && accepted(c); });
  return all;
}

// What no class carries (4.0).
Encoded CheckCommon(std::string_view value) {
  const auto plain = [](char c) { return static_cast<unsigned char>(c - 1) < 0x7F; };
  if (std::all_of(value.begin(), value.end(), plain)) return {};
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
  for (const char c : text) {
    out += c;
    if (IsDoubled(c, doubled)) out += c;
  }
}

void AppendQuoted(std::string_view text, Doubled doubled, std::string& out) {
  constexpr std::string_view kShort = "abtnvfr";  // of 07 to 0D
  out += '"';
  ForEachCharacter(text, [&](char32_t c, std::string_view bytes) {
    if (c == '\\' || c == '"') {
      out += '\\';
      out += bytes;
    } else if (c >= 0x07 && c <= 0x0D) {
      out += '\\';
      out += kShort[c - 0x07];
    } else if (c < 0x20 || c == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<std::uint32_t>(c));
    } else if (IsInvisible(c)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint32_t>(c));
    } else {
      AppendDoubled(bytes, doubled, out);
    }
  });
  out += '"';
}

Encoded EncodeWord(std::string_view word, bool in_service, std::string& out) {
  if (const Encoded common = CheckCommon(word); !common) return common;
  if (const Encoded length = CheckLength(word); !length) return length;
  if (!in_service && word.empty()) return Refuse("an empty word would end the list");
  if (!in_service && word == ";") return Refuse("a lone `;` would start a second command");
  if (!word.empty() && AllCharacters(word, NeedsNoQuotesInWord)) {
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
  out += halves.first;
  out += '=';
  if (AllCharacters(halves.second, NeedsNoQuotesInEnv)) {
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
  if (!AllCharacters(value, [](char32_t c) { return !IsControl(c); })) return Refuse("it holds a control character");
  if (const Encoded command = CheckNoCommand(value); !command) return command;
  if (AllCharacters(value, NeedsNoQuotesInWord)) {
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

}  // namespace

Encoded Encode(EncodingClass encoding, std::string_view value, std::string& out) {
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
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F) {
      length += 3;
      quoted = true;
    } else if (c == '\\' || c == '"') {
      length += 1;
      quoted = true;
    } else if (c == '%' || c == '$') {
      length += 1;
    } else if (c == '\'') {
      quoted = true;
    }
  }
  return length + (quoted ? 2 : 0);
}

std::string CommentText(std::string_view text) {
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
