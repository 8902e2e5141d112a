#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "frontend/edit/tree.h"

namespace ovcc::edit {

/// One change of what a YAML file says.
struct Edit {
  Path path;                  // not empty
  std::optional<Tree> value;  // what is to stand there; nothing: the element is taken away
};

/// Why a file was left as it is.
struct EditRefusal {
  enum class Reason : std::uint8_t {
    Unreadable,  // the text is not correct YAML
    Structure,   // the path meets something that is no mapping or list, or an element that is not there
    Shared,      // an anchor shares the place with others, which the change would reach too
    Layout,      // the way it is written cannot be changed safely
  };
  Reason reason = Reason::Layout;
  std::size_t offset = 0;  // byte where the edit would have been made
};

/// What a text says; nothing if it is not one readable document. A text without any value is an empty tree.
[[nodiscard]] std::optional<Tree> ReadTree(std::string_view text);

/// The path of the list element or mapping entry whose value, or whose key, is bytes `[begin, end)` of the text: both
/// ends count, since a mapping begins where its first key does. Nothing if none is, or if the text cannot be read.
[[nodiscard]] std::optional<Path> PathAt(std::string_view text, std::size_t begin, std::size_t end);

/// The text with one change made. Everything else stays byte for byte: comments, order of keys, quotes, blank lines,
/// indentation, anchors, line ends. The result was parsed again and means exactly what the old text with the change
/// means; where that cannot be reached the edit is refused. A change that changes nothing gives the text itself.
[[nodiscard]] std::expected<std::string, EditRefusal> ApplyEdit(std::string_view text, const Edit& edit);

}  // namespace ovcc::edit
