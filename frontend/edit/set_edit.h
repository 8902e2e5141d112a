#pragma once

#include <optional>
#include <vector>

#include "frontend/edit/source_view.h"
#include "support/text_edit.h"

namespace ovcc::edit {

/// Text edits after which `path` holds what `intended`, the meaning of the whole file after the change, has there.
/// Nothing where the way it is written leaves no place. `at` receives the offset of the place.
[[nodiscard]] std::optional<std::vector<TextEdit>> EditsToSet(const SourceView& view, const Path& path,
                                                              const Tree& intended, std::size_t& at);

/// Text edits that take away what stands at `path`: whole lines in block style, with the comments inside and behind it;
/// comments above stay. Nothing where it does not stand in the text. `at` receives the offset of the place.
[[nodiscard]] std::optional<std::vector<TextEdit>> EditsToRemove(const SourceView& view, const Path& path,
                                                                 std::size_t& at);

}  // namespace ovcc::edit
