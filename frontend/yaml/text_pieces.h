#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "frontend/yaml/document.h"

namespace ovcc::yaml {

/// A part of the text of a scalar.
struct TextPiece {
  bool in_source = true;    // else it is white space or a control character, which the source writes differently
  std::uint32_t begin = 0;  // offset in the raw scalar, else in the text
  std::uint32_t size = 0;   // in bytes
};

/// Takes the text of a scalar apart into places of `raw`, the source that its span covers, in order. False if there is
/// a character that the source does not show, such as a letter written as `\x41`; `pieces` holds nothing useful then.
[[nodiscard]] bool FindPieces(std::string_view raw, const Node& scalar, std::vector<TextPiece>& pieces);

}  // namespace ovcc::yaml
