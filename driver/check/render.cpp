// A check for people, for `patch` and for GitHub.
#include "driver/check/render.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "driver/github.h"
#include "driver/render_changes.h"
#include "support/line_diff.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::array kDifferent = {GoldenState::Changed, GoldenState::Missing, GoldenState::Stale, GoldenState::Extra};

// What a state means to somebody who looks at the folder; empty: the changes tell.
std::string_view Meaning(GoldenState state) {
  switch (state) {
    case GoldenState::Same:
    case GoldenState::Changed:
      return "";
    case GoldenState::Alike:
      return "means the same, but is written differently";
    case GoldenState::Missing:
      return "is missing";
    case GoldenState::Stale:
      return "is stale: an update wrote it, and nothing makes it any more";
    case GoldenState::Extra:
      return "is extra: nothing makes it, and no update wrote it";
  }
  return "";
}

char MarkOf(GoldenState state) {
  switch (state) {
    case GoldenState::Same:
    case GoldenState::Alike:
      return '=';
    case GoldenState::Changed:
      return '~';
    case GoldenState::Missing:
      return '+';
    case GoldenState::Stale:
    case GoldenState::Extra:
      return '-';
  }
  return ' ';
}

std::string BytesOf(std::span<const backend::OutputFile> files, const std::string& name) {
  const auto found = std::ranges::lower_bound(files, name, {}, &backend::OutputFile::name);
  return found == files.end() || found->name != name ? std::string() : found->bytes;
}

std::uint32_t FirstLine(const FileComparison& file) {
  if (!file.errors.empty()) return file.errors.front().line;
  for (const backend::DirectiveChange& change : file.changes) {
    if (change.before_line != 0) return change.before_line;
  }
  return 0;
}

// Lines without what sets them in, and without the last line break.
std::string Unindented(std::string_view lines) {
  std::vector<std::string_view> trimmed;
  for (const std::string_view line : Split(Trim(lines), '\n')) trimmed.push_back(Trim(line));
  return fmt::format("{}", fmt::join(trimmed, "\n"));
}

}  // namespace

std::string GoldenText(const GoldenReport& report, bool colour) {
  std::string text;
  for (const GoldenFile& file : report.files) {
    if (!report.Differs(file)) continue;
    std::string line = Printable(file.comparison.name);
    if (const std::string_view meaning = Meaning(file.state); !meaning.empty()) line += fmt::format(" {}", meaning);
    text += Marked(MarkOf(file.state), line, colour) + "\n";
    text += ChangeLines(file.comparison, colour);
  }
  return text;
}

std::string GoldenSummary(const GoldenReport& report) {
  const std::size_t differences = report.Differences();
  const std::size_t alike = report.CountOf(GoldenState::Alike);
  if (differences == 0) {
    std::string text = fmt::format("`{}` is up to date: {}", report.folder, Count(report.files.size(), "file"));
    if (alike > 0) text += fmt::format(", {} of them written differently but meaning the same", alike);
    return text + "\n";
  }
  std::vector<std::string> counts;
  for (const GoldenState state : kDifferent) {
    if (const std::size_t count = report.CountOf(state); count > 0) {
      counts.push_back(fmt::format("{} {}", count, NameOf(state)));
    }
  }
  if (report.exact && alike > 0) counts.push_back(fmt::format("{} written differently", alike));
  return fmt::format("`{}` differs: {} of {} ({})\n", report.folder, differences, Count(report.files.size(), "file"),
                     fmt::join(counts, ", "));
}

std::string GoldenUnified(const GoldenReport& report, std::span<const backend::OutputFile> golden,
                          std::span<const backend::OutputFile> compiled) {
  constexpr std::string_view kNothing = "/dev/null";
  std::string text;
  for (const GoldenFile& file : report.files) {
    if (!report.Differs(file)) continue;
    const std::string& name = file.comparison.name;
    const std::string path = JoinPath(report.folder, name);
    const bool is_gone = file.state == GoldenState::Stale || file.state == GoldenState::Extra;
    text += UnifiedDiff(file.state == GoldenState::Missing ? kNothing : path, BytesOf(golden, name),
                        is_gone ? kNothing : path, BytesOf(compiled, name));
  }
  return text;
}

std::string GoldenAnnotations(const GoldenReport& report, const std::string& folder) {
  std::string text;
  for (const GoldenFile& file : report.files) {
    if (!report.Differs(file)) continue;
    std::string message = Unindented(ChangeLines(file.comparison, false));
    if (message.empty()) message = fmt::format("{} {}", file.comparison.name, Meaning(file.state));
    text += WorkflowCommand({.file = JoinPath(folder, file.comparison.name),
                             .line = FirstLine(file.comparison),
                             .title = fmt::format("golden file is {}", NameOf(file.state)),
                             .message = std::move(message)});
  }
  return text;
}

}  // namespace ovcc
