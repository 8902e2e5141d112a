// Line differences by the longest common subsequence. No packaged library does this under both compilers.
#include "support/line_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>
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

using LineList = std::vector<std::string>;

/// Number of lines that both lists have at their begin, or, of what is left, at their end.
std::size_t SharedBegin(std::span<const std::string> a, std::span<const std::string> b) {
  const auto [in_a, in_b] = std::ranges::mismatch(a, b);
  return static_cast<std::size_t>(in_a - a.begin());
}
std::size_t SharedEnd(std::span<const std::string> a, std::span<const std::string> b) {
  std::size_t count = 0;
  while (count < std::min(a.size(), b.size()) && a[a.size() - 1 - count] == b[b.size() - 1 - count]) ++count;
  return count;
}

/// Lengths of the longest common subsequences of all pairs of ends of two lists: row i and column j tell of what begins
/// at `a[i]` and `b[j]`.
class CommonLengths {
 public:
  CommonLengths(std::span<const std::string> a, std::span<const std::string> b)
      : columns_(b.size() + 1), lengths_((a.size() + 1) * columns_, 0) {
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        lengths_[i * columns_ + j] = a[i] == b[j] ? At(i + 1, j + 1) + 1 : std::max(At(i + 1, j), At(i, j + 1));
      }
    }
  }
  [[nodiscard]] std::uint32_t At(std::size_t i, std::size_t j) const { return lengths_[i * columns_ + j]; }

 private:
  std::size_t columns_;
  std::vector<std::uint32_t> lengths_;
};

/// The lines between what both texts begin and end with. Where the table would be larger than is sensible for a person
/// who reads differences, all of the old ones go before the new ones come.
void AddMiddle(std::span<const std::string> a, std::span<const std::string> b, std::vector<Step>& script) {
  constexpr std::size_t kLargestTable = 16U << 20U;
  std::size_t i = 0;
  std::size_t j = 0;
  if ((a.size() + 1) * (b.size() + 1) <= kLargestTable) {
    const CommonLengths common(a, b);
    while (i < a.size() && j < b.size()) {
      if (a[i] == b[j]) {
        script.push_back({' ', a[i++]});
        ++j;
      } else if (common.At(i + 1, j) >= common.At(i, j + 1)) {
        script.push_back({'-', a[i++]});
      } else {
        script.push_back({'+', b[j++]});
      }
    }
  }
  for (; i < a.size(); ++i) script.push_back({'-', a[i]});
  for (; j < b.size(); ++j) script.push_back({'+', b[j]});
}

std::vector<Step> Script(std::string_view old_text, std::string_view new_text) {
  const LineList old_lines = Lines(old_text);
  const LineList new_lines = Lines(new_text);
  const std::size_t begin = SharedBegin(old_lines, new_lines);
  const auto old_rest = std::span(old_lines).subspan(begin);
  const auto new_rest = std::span(new_lines).subspan(begin);
  const std::size_t end = SharedEnd(old_rest, new_rest);
  std::vector<Step> script;
  for (const std::string& line : std::span(old_lines).first(begin)) script.push_back({' ', line});
  AddMiddle(old_rest.first(old_rest.size() - end), new_rest.first(new_rest.size() - end), script);
  for (const std::string& line : old_rest.last(end)) script.push_back({' ', line});
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
