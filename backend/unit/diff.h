#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/unit/parse.h"

namespace ovcc::backend {

enum class ChangeKind : std::uint8_t { Added, Removed, Changed, Reordered };

/// One thing that a unit says differently. Values are as written; those of variables as the container receives them.
struct DirectiveChange {
  std::string section;
  std::string key;       // empty: the section itself, which holds no directive
  std::string variable;  // of `Environment=` and the like
  ChangeKind kind = ChangeKind::Changed;
  std::vector<std::string> before;  // one value; none if added; all in their order if reordered
  std::vector<std::string> after;
  std::uint32_t before_line = 0;  // 0 if added
  std::uint32_t after_line = 0;   // 0 if removed
};

/// What two units mean differently to Podman and systemd; empty: nothing. Comments, the order of sections and of keys,
/// spelling (quotes, several values in a line, assignments that a later line overrides or an empty one forgets) make no
/// difference, nor does the order of lines of a key where directives.def says `Free`. Keys without a row are compared
/// line by line, in order. Changes come in the order of sections and keys in `before`, then of those only in `after`.
/// n log n in the number of lines. Errors of the parser are not looked at.
[[nodiscard]] std::vector<DirectiveChange> DiffUnits(const ParsedUnit& before, const ParsedUnit& after);

}  // namespace ovcc::backend
