#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <forward_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "backend/unit/unit_file.h"
#include "backend/unit/value_memo.h"

namespace ovcc::backend {

/// `Key=Value` as it stands in a file: continued lines joined with blanks, white space at the ends cut off, quotes and
/// escapes as they are (see `Decode`).
struct ParsedDirective {
  std::string_view key;
  std::string_view value;
  std::uint32_t line = 0;  // from 1; the first of continued lines
};

/// A comment line: what stands behind its mark, without white space at the ends.
struct ParsedComment {
  std::string_view text;
  std::uint32_t line = 0;
};

using ParsedLine = std::variant<ParsedDirective, ParsedComment>;

struct ParsedSection {
  std::string_view name;
  std::uint32_t line = 0;
  std::vector<ParsedLine> lines;
};

/// What Podman or systemd would complain about, or read differently from one another or from version to version.
struct UnitError {
  std::uint32_t line = 0;
  std::string message;  // lower case, no full stop
};

/// The text of a unit, as far as its syntax goes. Holds views of that text.
struct ParsedUnit {
  std::vector<ParsedComment> header;      // comments before the first section
  std::vector<ParsedSection> sections;    // in file order; a name may come again
  std::vector<UnitError> errors;          // in file order, the first `kMostUnitErrors` of them
  std::forward_list<std::string> joined;  // values of several lines
};

inline constexpr std::size_t kMostUnitErrors = 100;
/// A line of this many bytes is an error of systemd. Source: quadlet-encoding.md 3, lengths.
inline constexpr std::size_t kLongestUnitLine = std::size_t{1} << 20U;

/// Reads the text of a Quadlet file or a service. Total: whatever is wrong is an error in the result, and the rest is
/// read on. CR LF ends a line as LF does. Pure; time and space grow with the text and nothing else. Source:
/// quadlet-encoding.md 2.
[[nodiscard]] ParsedUnit ParseUnit(std::string_view text);

/// The unit model that `WriteUnit` would write as such a text. The error is the first thing that ovcc does not write:
/// an error of the parser, a key without a row in directives.def, a value that `Decode` refuses, several variables in a
/// line. `memo` saves the work that units have in common.
[[nodiscard]] std::expected<UnitFile, UnitError> ToUnitFile(const ParsedUnit& parsed, std::string file_name,
                                                            ValueMemo& memo);

}  // namespace ovcc::backend
