// Line differences by the shortest edit script of dtl; its own hunks count the first lines of empty files wrong.
#include "support/line_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <dtl/dtl.hpp>
#include <utility>
#include <vector>

#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::size_t kContext = 3;

/// Lines without their ends. A last line that has none differs from one that has.
std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : Split(text, '\n')) lines.emplace_back(line);
  if (lines.back().empty()) {
    lines.pop_back();
  } else {
    lines.back() += "\n\\ No newline at end of file";
  }
  return lines;
}

/// A line that stays, goes (`-`) or comes (`+`).
struct Step {
  char mark;
  std::string line;
};

std::vector<Step> Script(std::string_view old_text, std::string_view new_text) {
  dtl::Diff<std::string> diff(Lines(old_text), Lines(new_text));
  diff.compose();
  std::vector<Step> script;
  for (const auto& [line, info] : diff.getSes().getSequence()) {
    const bool stays = info.type == dtl::SES_COMMON;
    script.push_back({stays ? ' ' : (info.type == dtl::SES_ADD ? '+' : '-'), line});
  }
  return script;
}

/// `-FIRST,COUNT`: an empty range names the line before it.
std::string Range(char mark, std::size_t lines_before, std::size_t count) {
  return fmt::format("{}{},{}", mark, count == 0 ? lines_before : lines_before + 1, count);
}

}  // namespace

std::string UnifiedDiff(std::string_view old_name, std::string_view old_text, std::string_view new_name,
                        std::string_view new_text) {
  if (old_text == new_text) return {};
  const std::vector<Step> script = Script(old_text, new_text);
  const auto is_change = [](const Step& step) { return step.mark != ' '; };
  std::string text = fmt::format("--- {}\n+++ {}\n", old_name, new_name);
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  std::size_t at = 0;
  const auto advance = [&](std::size_t to) {
    for (; at < to; ++at) {
      if (script[at].mark != '+') ++old_line;
      if (script[at].mark != '-') ++new_line;
    }
  };
  const auto next_change = [&](std::size_t from) {
    const auto found = std::find_if(script.begin() + static_cast<std::ptrdiff_t>(from), script.end(), is_change);
    return static_cast<std::size_t>(found - script.begin());
  };
  for (std::size_t change = next_change(0); change < script.size(); change = next_change(at)) {
    advance(std::max(at, change - std::min(change, kContext)));
    // A hunk goes on as long as the context of the next change touches its own.
    std::size_t last = change;
    for (std::size_t next = next_change(last + 1); next < script.size() && next - last <= 2 * kContext + 1;
         next = next_change(next + 1)) {
      last = next;
    }
    const std::size_t end = std::min(script.size(), last + 1 + kContext);
    const std::size_t old_first = old_line;
    const std::size_t new_first = new_line;
    std::string lines;
    for (std::size_t i = at; i < end; ++i) lines += fmt::format("{}{}\n", script[i].mark, script[i].line);
    advance(end);
    text += fmt::format("@@ {} {} @@\n", Range('-', old_first, old_line - old_first),
                        Range('+', new_first, new_line - new_first));
    text += lines;
  }
  return text;
}

}  // namespace ovcc
