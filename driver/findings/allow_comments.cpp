// Suppressions in the sources. They are found in the text: YAML drops comments, and a file that YAML cannot read has
// them, too.
#include "driver/findings/allow_comments.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "driver/findings/rule_levels.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::string_view kBlanks = " \t";

/// Takes the blanks off the front, then the word that follows.
std::string_view TakeWord(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(kBlanks));
  text.remove_prefix(word.size());
  return word;
}

std::string_view WithoutReturn(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Offset of the `#` of an allow comment in a line.
std::size_t FindComment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at > 0 && kBlanks.find(line[at - 1]) == std::string_view::npos) continue;
    std::string_view rest = line.substr(at + 1);
    if (TakeWord(rest) == "ovcc:" && TakeWord(rest) == "allow") return at;
  }
  return std::string_view::npos;
}

bool IsBlankOrComment(std::string_view line) {
  const std::string_view text = Trim(line);
  return text.empty() || text.starts_with('#');
}

void ReadFile(const SourceManager& sources, std::size_t index, std::vector<AllowComment>& comments) {
  const SourceManager::File& file = sources.file(index);
  if (!std::string_view(file.bytes).contains("ovcc:")) return;
  std::vector<std::size_t> waiting;  // comments on lines of their own, above the line that they speak of
  std::uint32_t number = 0;
  std::uint32_t offset = 0;
  for (const std::string_view whole : Split(file.bytes, '\n')) {
    ++number;
    const std::string_view line = WithoutReturn(whole);
    const bool alone = IsBlankOrComment(line);
    if (!alone) {
      for (const std::size_t i : waiting) comments[i].line = number;
      waiting.clear();
    }
    if (const std::size_t at = FindComment(line); at != std::string_view::npos) {
      std::string_view rest = line.substr(at + 1);
      TakeWord(rest);
      TakeWord(rest);
      AllowComment comment{.span = sources.SpanOf(index, offset + static_cast<std::uint32_t>(at),
                                                  static_cast<std::uint32_t>(line.size() - at)),
                           .code = TakeWord(rest),
                           .reason = {},
                           .file = index,
                           .line = number};
      comment.reason = Trim(rest);
      if (alone) waiting.push_back(comments.size());
      comments.push_back(comment);
    }
    offset += static_cast<std::uint32_t>(whole.size()) + 1;
  }
}

/// Why a comment can allow nothing; empty: it could.
std::string Invalid(const AllowComment& comment) {
  if (comment.code.empty()) return "it names no code";
  if (FindDiagnostic(comment.code) == nullptr) return fmt::format("there is no code `{}`", comment.code);
  if (IsAlwaysError(comment.code)) return fmt::format("a build refuses `{}`", comment.code);
  if (comment.reason.empty()) return "it gives no reason";
  return {};
}

}  // namespace

std::vector<AllowComment> ReadAllowComments(const SourceManager& sources) {
  std::vector<AllowComment> comments;
  for (std::size_t i = 0; i < sources.file_count(); ++i) {
    if (!sources.file(i).name.starts_with('<')) ReadFile(sources, i, comments);
  }
  return comments;
}

void ApplyAllowComments(std::vector<AllowComment>& comments, const SourceManager& sources, DiagnosticSink& diags) {
  using Place = std::pair<std::string_view, std::uint32_t>;
  std::map<Place, std::vector<AllowComment*>> by_place;
  for (AllowComment& comment : comments) {
    if (Invalid(comment).empty()) by_place[{sources.file(comment.file).name, comment.line}].push_back(&comment);
  }
  if (by_place.empty()) return;
  std::erase_if(diags.all(), [&](const Diagnostic& found) {
    if (found.severity == Severity::Error && !found.info->is_opinion()) return false;
    const Position position = sources.Locate(found.span);
    const auto here = by_place.find({position.file, position.line});
    if (here == by_place.end()) return false;
    const auto allowed = std::ranges::find(here->second, found.info->code, &AllowComment::code);
    if (allowed == here->second.end()) return false;
    (*allowed)->used = true;
    return true;
  });
}

void ReportIdleAllowComments(const std::vector<AllowComment>& comments, DiagnosticSink& diags) {
  for (const AllowComment& comment : comments) {
    if (comment.used) continue;
    if (const std::string reason = Invalid(comment); !reason.empty()) {
      Diagnostic& found = diags.Emit(comment.span, diag::AllowInvalid, reason);
      if (FindDiagnostic(comment.code) != nullptr) continue;
      const std::string_view nearest = NearestCode(comment.code);
      if (!nearest.empty()) found.Help(fmt::format("did you mean `{}`?", nearest));
      continue;
    }
    if (FindDiagnostic(comment.code)->is_difference()) continue;  // only a comparison knows
    diags.Emit(comment.span, diag::AllowUnused, comment.code)
        .SafeFix("remove the comment", {.kind = SourceEdit::Kind::RemoveText, .span = comment.span, .text = {}});
  }
}

}  // namespace ovcc
