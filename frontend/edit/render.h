#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "frontend/edit/tree.h"

namespace ovcc::edit {

/// How new text is to look, taken from the file that it goes into.
struct Layout {
  std::string_view line_end = "\n";
  std::size_t step = 2;                    // columns from a key to the keys of its mapping
  std::size_t list_step = 2;               // columns from a key to the dashes of its list
  bool padded = true;                      // `{ a: b }` rather than `{a: b}`
  bool records_on_a_line = false;          // `- { a: b }` rather than `- a: b`
  yaml::Style style = yaml::Style::Plain;  // quotes for new texts, where they are free
};

/// A scalar on one line. `style` is kept where it can carry the text; plain text that YAML would read as something
/// else, or that other readers take for a number with colons, is put in double quotes. `in_brackets`: it stands in a
/// flow list or mapping.
[[nodiscard]] std::string RenderScalar(std::string_view text, yaml::Style style, bool in_brackets);

/// A value on one line: `[a, b]`, `{ a: b }`, a scalar, or nothing at all for nothing.
[[nodiscard]] std::string RenderFlow(const Tree& tree, const Layout& layout);

/// A value behind the `:` of a key whose column is `column`: a blank and one line, or the lines of a block, each begun
/// with a line end. Starts with nothing for nothing.
[[nodiscard]] std::string RenderBehindKey(const Tree& tree, std::size_t column, const Layout& layout);

/// A value behind the `- ` whose dash stands at `column`; mappings begin on the line of the dash.
[[nodiscard]] std::string RenderItem(const Tree& tree, std::size_t column, const Layout& layout);

/// The entries of a mapping with their keys at `column`; the first one without its indentation.
[[nodiscard]] std::string RenderBlock(const Tree& map, std::size_t column, const Layout& layout);

/// `key: value` with the key at `column`.
[[nodiscard]] std::string RenderEntry(std::string_view key, const Tree& value, std::size_t column,
                                      const Layout& layout);

}  // namespace ovcc::edit
