#pragma once

#include <string>
#include <string_view>

#include "driver/compare_outputs.h"

namespace ovcc {

/// `text` on one line and fit for a terminal: control characters and what is not UTF-8 as `\xNN`.
[[nodiscard]] std::string Printable(std::string_view text);

/// A mark in front of a line: `+` comes, `-` goes, `~` changes, `=` stays, `!` is wrong.
[[nodiscard]] std::string Marked(char mark, std::string_view text, bool colour);

/// `[Container] Environment LLM_URL: "a" -> "b"`, without a mark.
[[nodiscard]] std::string ChangeText(const backend::DirectiveChange& change);

/// A line for each change and each error of a file, indented by four blanks.
[[nodiscard]] std::string ChangeLines(const FileComparison& file, bool colour);

/// `1 file`, `2 files`.
[[nodiscard]] std::string Count(std::size_t number, std::string_view word);

}  // namespace ovcc
