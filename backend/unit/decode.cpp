// What a value of a unit means (quadlet-encoding.md 2 and 3): quotes, escapes, doubled `%` and `$`. Strict: what one
// reader would take differently than another is refused, not guessed.
#include "backend/unit/decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::backend {
namespace {

using Words = std::vector<std::string>;
using Decoded = std::expected<Words, std::string>;

std::unexpected<std::string> Refuse(std::string reason) { return std::unexpected(std::move(reason)); }

// A lone `%` or `$` is a specifier or a variable of systemd. Nearly every word has none of either and stays what it is.
std::optional<std::string> Undouble(std::string& text, std::string_view doubled) {
  const auto is_doubled = [&](char c) { return doubled.contains(c); };
  std::size_t kept = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_doubled) - text.begin());
  for (std::size_t i = kept; i < text.size(); ++i) {
    text[kept++] = text[i];
    if (!is_doubled(text[i])) continue;
    if (i + 1 == text.size() || text[i + 1] != text[i]) {
      return fmt::format("a `{}` that is not doubled is replaced by systemd", text[i]);
    }
    ++i;
  }
  text.resize(kept);
  return std::nullopt;
}

std::optional<char32_t> HexValue(std::string_view text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  char32_t value = 0;
  for (const char c : text.substr(0, digits)) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

// One escape, `text` being what stands behind the backslash. Returns how many bytes it takes; 0: there is no such
// escape that every reader takes alike.
std::size_t AppendEscape(std::string_view text, std::string& out) {
  constexpr std::string_view kLetters = "abtnvfr\\\"'";
  constexpr std::string_view kMeanings = "\a\b\t\n\v\f\r\\\"'";
  if (text.empty()) return 0;
  if (const std::size_t letter = kLetters.find(text[0]); letter != std::string_view::npos) {
    out += kMeanings[letter];
    return 1;
  }
  const std::size_t digits = text[0] == 'x' ? 2 : text[0] == 'u' ? 4 : text[0] == 'U' ? 8 : 0;
  const auto code = digits == 0 ? std::nullopt : HexValue(text.substr(1), digits);
  const bool is_surrogate = code && *code >= 0xD800 && *code <= 0xDFFF;
  if (!code || *code == 0 || (digits == 2 && *code > 0x7F) || *code > 0x10FFFF || is_surrogate) return 0;
  AppendUtf8(out, *code);
  return 1 + digits;
}

enum class Escapes : std::uint8_t { None, All };

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// Stands for itself, inside and outside of quotes.
bool IsPlain(char c) { return !IsBlank(c) && c != '"' && c != '\'' && c != '\\'; }

// Words between blanks; quotes may stand inside a word.
class WordReader {
 public:
  WordReader(std::string_view text, Escapes escapes, bool in_service)
      : rest_(text), escapes_(escapes), in_service_(in_service) {}

  Decoded Read() {
    Words words;
    while (SkipBlanks()) {
      bool quoted = false;
      auto word = ReadWord(quoted);
      if (!word) return Refuse(word.error());
      if (word->empty() && !in_service_) return Refuse("an empty word ends the list");
      if (*word == ";" && !(quoted && in_service_)) return Refuse("a lone `;` starts a second command");
      words.push_back(*std::move(word));
    }
    if (words.empty()) return Refuse("it is empty");
    return words;
  }

 private:
  bool SkipBlanks() {
    while (!rest_.empty() && IsBlank(rest_[0])) rest_.remove_prefix(1);
    return !rest_.empty();
  }

  std::expected<std::string, std::string> ReadWord(bool& quoted) {
    std::string word;
    char quote = 0;
    while (true) {
      const auto plain =
          static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), IsPlain) - rest_.begin());
      word += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (rest_.empty() || (quote == 0 && IsBlank(rest_[0]))) break;
      const char c = rest_[0];
      rest_.remove_prefix(1);
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        quoted = true;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (c == '\\' && escapes_ == Escapes::All) {
        const std::size_t taken = AppendEscape(rest_, word);
        if (taken == 0) return Refuse("an escape that not every Podman knows");
        rest_.remove_prefix(taken);
      } else {
        word += c;
      }
    }
    if (quote != 0) return Refuse("a quote that does not end");
    return word;
  }

  std::string_view rest_;
  Escapes escapes_;
  bool in_service_;
};

Decoded UndoubleAll(Decoded words, std::string_view doubled) {
  if (!words) return words;
  for (std::string& word : *words) {
    if (auto reason = Undouble(word, doubled)) return Refuse(*std::move(reason));
  }
  return words;
}

Decoded Assignments(Decoded words) {
  if (!words) return words;
  for (const std::string& word : *words) {
    const Halves halves = SplitFirst(word, '=');
    if (!halves.found || !IsEnvKey(halves.first)) return Refuse(fmt::format("`{}` is no assignment", word));
  }
  return words;
}

Decoded OneLine(std::string_view text, std::string_view doubled) {
  Words words{std::string(text)};
  return UndoubleAll(std::move(words), doubled);
}

}  // namespace

Decoded Decode(EncodingClass encoding, std::string_view text) {
  constexpr std::string_view kBoth = "%$";
  constexpr std::string_view kPercent = "%";
  switch (encoding) {
    case EncodingClass::Word:
    case EncodingClass::Words:
      return UndoubleAll(WordReader(text, Escapes::All, false).Read(), kBoth);
    case EncodingClass::Exec:
      return UndoubleAll(WordReader(text, Escapes::All, true).Read(), kBoth);
    case EncodingClass::Env:
      return Assignments(UndoubleAll(WordReader(text, Escapes::All, false).Read(), kBoth));
    case EncodingClass::SetEnv:
      return Assignments(UndoubleAll(WordReader(text, Escapes::All, true).Read(), kPercent));
    case EncodingClass::Strv:
      return UndoubleAll(WordReader(text, Escapes::None, false).Read(), kBoth);
    case EncodingClass::Name:
      return UndoubleAll(WordReader(text, Escapes::None, false).Read(), kPercent);
    case EncodingClass::Raw:
      return OneLine(text, kBoth);
    case EncodingClass::Text:
      if (text.starts_with('"') || text.ends_with('"')) return Refuse("a double quote that not every Podman keeps");
      return OneLine(text, kBoth);
    case EncodingClass::Description:
      return OneLine(text, kPercent);
    case EncodingClass::Fixed:
      return Words{std::string(text)};
  }
  return Refuse("its class is unknown");
}

}  // namespace ovcc::backend
