// From the fix of a finding to bytes. Values go through the YAML editor, which keeps everything else as it is written.
#include "driver/lint/fixes.h"

#include <algorithm>

#include "frontend/edit/render.h"
#include "frontend/edit/yaml_edit.h"

namespace ovcc {
namespace {

std::optional<std::size_t> IndexOf(const SourceManager::File& file, const SourceManager& sources) {
  for (std::size_t i = 0; i < sources.file_count(); ++i) {
    if (&sources.file(i) == &file) return i;
  }
  return std::nullopt;
}

/// The one edit that makes `after` of `before`.
TextEdit EditBetween(std::string_view before, std::string_view after) {
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t front = 0;
  while (front < most && before[front] == after[front]) ++front;
  std::size_t back = 0;
  while (back < most - front && before[before.size() - 1 - back] == after[after.size() - 1 - back]) ++back;
  return {.begin = front,
          .end = before.size() - back,
          .replacement = std::string(after.substr(front, after.size() - back - front))};
}

std::optional<TextEdit> Removal(std::string_view text, std::size_t offset) {
  const std::optional<edit::Path> path = edit::PathAt(text, offset);
  if (!path) return std::nullopt;
  const auto after = edit::ApplyEdit(text, {.path = *path, .value = std::nullopt});
  if (!after) return std::nullopt;
  return EditBetween(text, *after);
}

/// With the blanks before it, and with its line if nothing else stands there.
TextEdit RemovalOfText(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t first = begin;
  while (first > 0 && (text[first - 1] == ' ' || text[first - 1] == '\t')) --first;
  const bool begins_line = first == 0 || text[first - 1] == '\n';
  if (begins_line) {
    const std::size_t line_end = text.find('\n', end);
    const std::string_view rest = text.substr(end, line_end == std::string_view::npos ? line_end : line_end - end);
    if (rest.find_first_not_of(" \t\r") == std::string_view::npos) {
      return {
          .begin = first, .end = line_end == std::string_view::npos ? text.size() : line_end + 1, .replacement = {}};
    }
  }
  return {.begin = first, .end = end, .replacement = {}};
}

yaml::Style StyleOf(std::string_view raw) {
  if (raw.starts_with('"')) return yaml::Style::DoubleQuoted;
  if (raw.starts_with('\'')) return yaml::Style::SingleQuoted;
  return yaml::Style::Plain;
}

std::optional<TextEdit> Resolve(const SourceEdit& edit, const SourceManager::File& file) {
  const std::string_view text = file.bytes;
  const std::size_t begin = edit.span.begin - file.base;
  const std::size_t end = edit.span.end - file.base;
  if (begin > end || end > text.size()) return std::nullopt;
  const std::string_view raw = text.substr(begin, end - begin);
  const bool in_brackets = true;  // texts that need quotes anywhere get them
  switch (edit.kind) {
    case SourceEdit::Kind::Replace:
      if (raw.contains('\n')) return std::nullopt;
      return TextEdit{begin, end, edit::RenderScalar(edit.text, StyleOf(raw), in_brackets)};
    case SourceEdit::Kind::RemoveElement:
      return Removal(text, begin);
    case SourceEdit::Kind::RemoveText:
      return RemovalOfText(text, begin, end);
  }
  return std::nullopt;
}

bool Overlap(const TextEdit& a, const TextEdit& b) {
  return a.begin < b.end && b.begin < a.end ? true : a.begin == b.begin;
}

bool Touches(const FileEdits& edits, const FileEdits& made) {
  return std::ranges::any_of(edits, [&](const auto& file) {
    const auto other = made.find(file.first);
    return other != made.end() && std::ranges::any_of(file.second, [&](const TextEdit& edit) {
             return std::ranges::any_of(other->second, [&](const TextEdit& taken) { return Overlap(edit, taken); });
           });
  });
}

}  // namespace

std::optional<FileEdits> ResolveFix(const Fix& fix, const SourceManager& sources) {
  FileEdits edits;
  for (const SourceEdit& edit : fix.edits) {
    const SourceManager::File* file = sources.FileOf(edit.span);
    if (file == nullptr || file->name.starts_with('<') || file->name.starts_with("/dev/")) return std::nullopt;
    const std::optional<std::size_t> index = IndexOf(*file, sources);
    const std::optional<TextEdit> resolved = Resolve(edit, *file);
    if (!index || !resolved) return std::nullopt;
    edits[*index].push_back(*resolved);
  }
  if (edits.empty()) return std::nullopt;
  return edits;
}

std::map<std::size_t, std::string> ApplyFixes(const DiagnosticSink& diags, const SourceManager& sources, bool unsafe,
                                              std::size_t& count) {
  FileEdits made;
  count = 0;
  for (const Diagnostic& found : diags.all()) {
    if (found.fixes.empty() || (!found.fixes.front().safe && !unsafe)) continue;
    std::optional<FileEdits> edits = ResolveFix(found.fixes.front(), sources);
    if (!edits || Touches(*edits, made)) continue;
    for (auto& [file, list] : *edits) std::ranges::move(list, std::back_inserter(made[file]));
    ++count;
  }
  std::map<std::size_t, std::string> texts;
  for (const auto& [file, edits] : made) texts[file] = ApplyTextEdits(sources.file(file).bytes, edits);
  return texts;
}

}  // namespace ovcc
