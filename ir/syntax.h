#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "support/diagnostics.h"
#include "support/interner.h"
#include "support/source_manager.h"

/// The generic tree of an .ovir file: items with values, attributes and a block. It knows no struct.
namespace ovcc::ir::syntax {

struct Value {
  enum class Kind : std::uint8_t { Text, Word, Number };
  Kind kind = Kind::Text;
  Symbol text;               // Text: decoded; Word: itself
  std::uint64_t number = 0;  // Number only
  Span span;                 // the token, quotes included
};

/// `name=value`.
struct Attribute {
  std::string_view name;
  Span span;  // of the name
  Value value;
};

/// `keyword value… name=value… { item… }`.
struct Item {
  std::string_view keyword;
  Span span;        // of the keyword
  Span whole_span;  // from the keyword to the last token or the closing brace
  std::vector<Value> values;
  std::vector<Attribute> attributes;
  bool has_block = false;
  std::vector<Item> items;
};

/// The items of a file, in order. Names point into the bytes of the file. Stops at the first error, reported as
/// `ir-syntax` at the character that does not fit.
[[nodiscard]] std::optional<std::vector<Item>> ParseItems(const SourceManager& sources, std::size_t file,
                                                          Interner& names, DiagnosticSink& diags);

}  // namespace ovcc::ir::syntax
