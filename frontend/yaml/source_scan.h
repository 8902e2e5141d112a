#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "frontend/yaml/document.h"

namespace ovcc::yaml {

// The parser reports where a node begins, not where it ends. These functions read the source again, a node at a time,
// to find its extent. All offsets are bytes of `text`; none of them reads behind its end.

/// Where a scalar stands, with its quotes or its block header.
struct ScalarExtent {
  Style style = Style::Plain;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool closed = true;  // false: a quote that only the end of the file ends
};

/// The first offset from `at` on that is neither white space nor a line break nor part of a comment.
[[nodiscard]] std::size_t SkipSpace(std::string_view text, std::size_t at);

/// End of the anchor and tag that begin at `at`; `at` itself if there are none.
[[nodiscard]] std::size_t SkipProperties(std::string_view text, std::size_t at);

/// End of the alias or anchor whose `*` or `&` stands at `at`.
[[nodiscard]] std::size_t SkipName(std::string_view text, std::size_t at);

/// Where the anchor `&name` stands, at or behind `from`; nothing if it does not.
[[nodiscard]] std::optional<std::size_t> FindAnchor(std::string_view text, std::string_view name, std::size_t from);

/// Behind the closing quote of the quoted scalar at `at`; nothing if it is not closed.
[[nodiscard]] std::optional<std::size_t> SkipQuoted(std::string_view text, std::size_t at);

/// Length of the null spelling at `at`, if it is a node of its own there: a key only if `is_key`.
[[nodiscard]] std::optional<std::size_t> NullSpelling(std::string_view text, std::size_t at, bool is_key);

/// True for `~`, `null`, `Null` and `NULL`.
[[nodiscard]] bool IsNullWord(std::string_view word);

/// Extent of the scalar that begins at `at` and has the value `value`; nothing if an omitted node gave the empty value.
[[nodiscard]] std::optional<ScalarExtent> FindScalar(std::string_view text, std::size_t at, std::string_view value,
                                                     bool is_key);

/// The value of the folded block scalar at `extent` with as many line breaks at its end as the source has, where `+` in
/// its header asks for them all: the parser gives one too few.
[[nodiscard]] std::string WithKeptBreaks(std::string_view text, const ScalarExtent& extent, std::string_view value);

/// Columns that the lines of a block scalar are indented by. `raw` is the scalar from its `|` or `>` on; nothing if its
/// value has no line with text.
[[nodiscard]] std::optional<std::size_t> BlockIndent(std::string_view raw, std::string_view value);

/// Offset of the first tab in the indentation of the line that holds `at`.
[[nodiscard]] std::optional<std::size_t> TabInIndentation(std::string_view text, std::size_t at);

/// True if the first thing on its line is what stands at `at`, behind an indentation that begins with a tab.
[[nodiscard]] bool IsIndentedByTab(std::string_view text, std::size_t at);

/// Lines above a place that decide where it belongs in block style: offsets of the first character of each that is no
/// blank. Blank lines and comments do not count.
struct Surroundings {
  std::optional<std::size_t> outer;   // the nearest line that is indented less
  std::optional<std::size_t> inner;   // the line below `outer`, if it is indented otherwise than the place
  std::size_t inner_column = 0;       // columns before `inner`
  std::optional<std::size_t> before;  // the line before
};
[[nodiscard]] Surroundings SurroundingsOf(std::string_view text, std::size_t at);

/// Behind the last character of the line that holds `at`, without blanks and line break.
[[nodiscard]] std::size_t LineEnd(std::string_view text, std::size_t at);

}  // namespace ovcc::yaml
