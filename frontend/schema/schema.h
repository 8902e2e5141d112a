#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ovcc::schema {

/// What a value may be; checked by the generic reader (`wrong-type`) and shown in JSON Schema.
enum class Type : std::uint8_t {
  Text,  // scalar, taken verbatim
  Bool,
  Integer,
  List,        // of texts
  RecordList,  // of mappings (some fields allow short texts, their reader says so)
  Map,
  TextOrMap,
  TextOrList,
  ListOrMap,
  Any,  // not looked at, or checked by its reader
};

/// One field of a mapping. Tables of fields are data: reading, unknown keys with suggestions, two spellings and JSON
/// Schema are all made from them.
struct Field {
  std::string_view name;       // canonical (§1.2)
  std::string_view spellings;  // further ones, blank separated; empty: none
  Type type = Type::Any;
  bool ignored = false;          // accepted without effect on units
  std::string_view description;  // one sentence for editors; empty for ignored fields
  bool root_map = false;         // a root map (§0): two spellings in one file are `two-roots`
  /// Spellings, blank separated, that the newest era of the language no longer has (§0), and what it has instead;
  /// empty: `name`.
  std::string_view deprecated = {};
  std::string_view successor = {};
};

/// A kind of mapping.
struct Mapping {
  std::string_view name;  // for messages, with article: "a deploy entry"
  std::span<const Field> fields;
  bool open = false;        // further keys are legal: at most `unknown-key-open`
  bool extensions = false;  // keys that begin with `x-` are legal, the usual place of anchors
};

}  // namespace ovcc::schema
