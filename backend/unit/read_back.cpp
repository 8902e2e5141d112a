// What was written against what was meant: the writer is not trusted, since one wrong line can start a program on the
// host.
#include "backend/unit/read_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "backend/unit/characters.h"
#include "backend/unit/directives.h"
#include "backend/unit/encode.h"
#include "backend/unit/parse.h"
#include "support/text.h"

namespace ovcc::backend {
namespace {

bool SameComment(const Comment& meant, std::string_view read) { return Trim(CommentText(meant.text)) == read; }

bool SameDirective(std::string_view section, const Directive& meant, const Directive& read) {
  if (meant.key == read.key && meant.words == read.words) return true;
  const DirectiveInfo* info = LookUpDirective(section, meant.key);
  if (info == nullptr || info->argument.empty() || read.key != "PodmanArgs") return false;
  return AsPodmanArgs(meant, *info).words == read.words;
}

std::optional<std::string> CompareSections(const Section& meant, const Section& read) {
  if (meant.name != read.name) return fmt::format("section [{}] reads as [{}]", meant.name, read.name);
  if (meant.lines.size() != read.lines.size()) {
    return fmt::format("[{}] has {} lines and reads as {}", meant.name, meant.lines.size(), read.lines.size());
  }
  for (std::size_t i = 0; i < meant.lines.size(); ++i) {
    const auto* meant_directive = std::get_if<Directive>(&meant.lines[i]);
    const auto* read_directive = std::get_if<Directive>(&read.lines[i]);
    bool same = (meant_directive == nullptr) == (read_directive == nullptr);
    if (same && meant_directive != nullptr) {
      same = SameDirective(meant.name, *meant_directive, *read_directive);
    } else if (same) {
      same = SameComment(std::get<Comment>(meant.lines[i]), std::get<Comment>(read.lines[i]).text);
    }
    // The value may be a secret's neighbour: only its key is named.
    if (!same) {
      return fmt::format("line {} of [{}], {}, reads as something else", i + 1, meant.name,
                         meant_directive == nullptr ? "a comment" : meant_directive->key);
    }
  }
  return std::nullopt;
}

// Values that every reader takes as they stand, but for what it makes of blanks: nearly all of them.
bool IsPlain(std::string_view value) {
  const auto is_odd = [](unsigned char c) {
    return (c < ' ') | (c >= 0x7F) | (c == '"') | (c == '\'') | (c == '\\') | (c == '%') | (c == '$') | (c == ';');
  };
  return !value.empty() && !AnyByte(value, is_odd);
}

bool IsOneOf(std::initializer_list<EncodingClass> classes, EncodingClass encoding) {
  return std::ranges::find(classes, encoding) != classes.end();
}

// Whether the words, with one blank between two, are the text.
bool AreWords(const std::vector<std::string>& words, std::string_view text) {
  for (const std::string& word : words) {
    if (word.empty() || word.contains(' ') || !text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    if (text.empty()) return &word == &words.back();
    if (text.front() != ' ') return false;
    text.remove_prefix(1);
  }
  return false;
}

// Whether the word, or of a variable its name and value, is what `text` says.
bool IsWord(EncodingClass encoding, const Directive& meant, std::string_view text) {
  if (!IsEnv(encoding)) return meant.words.size() == 1 && meant.words[0] == text;
  const std::string& name = meant.words[0];  // holds no `=`
  return IsEnvKey(name) && text.size() > name.size() && text.starts_with(name) && text[name.size()] == '=' &&
         text.substr(name.size() + 1) == meant.words[1];
}

bool SaysTheSame(std::string_view section, const Directive& meant, const ParsedDirective& read, ValueMemo& memo) {
  const DirectiveInfo* info = LookUpDirective(section, meant.key);
  if (info == nullptr || read.key != meant.key) return false;
  if (IsPlain(read.value)) {
    using enum EncodingClass;
    if (IsOneOf({Words, Exec}, info->encoding)) return AreWords(meant.words, read.value);
    const bool is_line = IsOneOf({Raw, Text, Description}, info->encoding);
    if (is_line || !read.value.contains(' ')) return IsWord(info->encoding, meant, read.value);
  }
  const auto words = memo.Decode(info->encoding, read.value);
  if (!words) return false;
  return IsEnv(info->encoding) ? words->size() == 1 && IsWord(info->encoding, meant, words->front())
                               : *words == meant.words;
}

bool SaysTheSame(const Section& meant, const ParsedSection& read, ValueMemo& memo) {
  if (meant.name != read.name || meant.lines.size() != read.lines.size()) return false;
  for (std::size_t i = 0; i < meant.lines.size(); ++i) {
    const auto* directive = std::get_if<Directive>(&meant.lines[i]);
    const auto* read_directive = std::get_if<ParsedDirective>(&read.lines[i]);
    if ((directive == nullptr) != (read_directive == nullptr)) return false;
    const bool same = directive != nullptr
                          ? SaysTheSame(meant.name, *directive, *read_directive, memo)
                          : SameComment(std::get<Comment>(meant.lines[i]), std::get<ParsedComment>(read.lines[i]).text);
    if (!same) return false;
  }
  return true;
}

// The short way to say yes. What is not found to be the same here is looked at closely.
bool SaysTheSame(const UnitFile& meant, const ParsedUnit& read, ValueMemo& memo) {
  const auto same_comment = [](const Comment& comment, const ParsedComment& text) {
    return SameComment(comment, text.text);
  };
  const auto same_section = [&](const Section& section, const ParsedSection& text) {
    return SaysTheSame(section, text, memo);
  };
  return read.errors.empty() && std::ranges::equal(meant.header, read.header, same_comment) &&
         std::ranges::equal(meant.sections, read.sections, same_section);
}

}  // namespace

std::optional<std::string> FindDifference(const UnitFile& meant, std::string_view text, ValueMemo& memo) {
  const ParsedUnit parsed = ParseUnit(text);
  if (SaysTheSame(meant, parsed, memo)) return std::nullopt;
  const auto read = ToUnitFile(parsed, meant.file_name, memo);
  if (!read) return fmt::format("line {}: {}", read.error().line, read.error().message);
  if (meant.header.size() != read->header.size()) return "the comments at the top read as others";
  for (std::size_t i = 0; i < meant.header.size(); ++i) {
    if (!SameComment(meant.header[i], read->header[i].text)) return "a comment at the top reads as another";
  }
  if (meant.sections.size() != read->sections.size()) {
    return fmt::format("{} sections read as {}", meant.sections.size(), read->sections.size());
  }
  for (std::size_t i = 0; i < meant.sections.size(); ++i) {
    if (auto difference = CompareSections(meant.sections[i], read->sections[i])) return difference;
  }
  return std::nullopt;
}

}  // namespace ovcc::backend
