#pragma once

#include <cstddef>
#include <cstdint>

#include "frontend/yaml/document.h"

// A parsed file as bytes, in the words of print_parsed_file.cpp and read_parsed_file.cpp alone. All numbers are of
// variable length, the low seven bits first.
//
//   file      number of documents, documents
//   document  number of nodes, of items of lists, of entries of mappings, of bytes of composed texts, of aliases; root
//   node      tag, begin (from the cursor, see below), length, then
//               scalar, null   the pieces of the text, if the tag says so
//               list           number of items, nodes
//               mapping        number of entries, how many of them (the last ones) are merged, keys and values in turn
//   alias     kAliasTag, number of a node that was complete before; nodes count in the order in which they begin
//   pieces    number of pieces, pieces
//   piece     twice the number of its bytes, plus one if the bytes follow; else the place in the file (from the end of
//             the piece before, at first from the begin of the scalar)
//
// The cursor stands at the begin of the file, then at the end of each leaf and at the begin of each collection.
namespace ovcc::yaml {

/// How the text of a leaf is told.
enum class TextForm : std::uint8_t {
  None,      // there is none
  Verbatim,  // what the span covers, without quotes
  Pieces,    // parts of the file one after the other
};

constexpr std::uint8_t kAliasTag = 0x80;
constexpr unsigned kStyleShift = 2;
constexpr unsigned kFormShift = 5;

constexpr std::uint8_t TagOf(Kind kind, Style style, TextForm form) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(kind) | static_cast<unsigned>(style) << kStyleShift |
                                   static_cast<unsigned>(form) << kFormShift);
}

/// Bytes of the quotes at each end of a scalar.
constexpr std::size_t QuoteSize(Style style) {
  return style == Style::SingleQuoted || style == Style::DoubleQuoted ? 1 : 0;
}

/// A difference as a number: small ones, before or behind, are small.
constexpr std::uint32_t ZigZag(std::uint32_t difference) { return difference << 1U ^ (0U - (difference >> 31U)); }
constexpr std::uint32_t UnZigZag(std::uint32_t number) { return number >> 1U ^ (0U - (number & 1U)); }

}  // namespace ovcc::yaml
