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

/// What a scalar written without quotes may be besides text, once an editor has read it as YAML 1.2.
enum class Plain : std::uint8_t { Any, Number, Port, None };

/// What a text may be. Made for JSON Schema; the reader of the field checks by its grammar (frontend/grammar/). A
/// pattern never refuses what the reader takes; it may take more.
struct Scalar {
  std::string_view pattern = {};  // ECMA-262, of the whole text; empty: any
  std::string_view words = {};    // blank separated: the only texts there are; empty: see `pattern`
  Plain plain = Plain::Any;
};

struct Mapping;

/// What a value is made of, beyond its `Type`, for JSON Schema.
struct Parts {
  const Scalar* text = nullptr;     // the text, each text of a list, each value of a mapping of texts
  const Mapping* record = nullptr;  // the mapping, or each element of a list
  const Mapping* named = nullptr;   // each value of a mapping whose keys are names
  const Scalar* keys = nullptr;     // the keys of such a mapping, or of one of texts
  std::string_view form = {};       // what the rest cannot say: a key of frontend/json_schema/forms.json
};

constexpr Parts OfText(const Scalar& text) { return {.text = &text}; }
constexpr Parts OfRecord(const Mapping& record) { return {.record = &record}; }
constexpr Parts OfTextOrRecord(const Scalar& text, const Mapping& record) { return {.text = &text, .record = &record}; }
constexpr Parts OfPairs(const Scalar& keys, const Scalar& values) { return {.text = &values, .keys = &keys}; }
constexpr Parts OfNamed(const Scalar& keys, const Mapping& values) { return {.named = &values, .keys = &keys}; }
constexpr Parts OfForm(std::string_view form) { return {.form = form}; }

/// One field of a mapping. Tables of fields are data: reading, unknown keys with suggestions, two spellings and JSON
/// Schema are all made from them.
struct Field {
  std::string_view name;       // canonical (§1.2)
  std::string_view spellings;  // further ones, blank separated; empty: none
  Type type = Type::Any;
  bool ignored = false;          // accepted without effect on units
  std::string_view description;  // one sentence for editors
  Parts parts = {};
  bool root_map = false;  // a root map (§0): two spellings in one file are `two-roots`
  /// Spellings, blank separated, that the newest era of the language no longer has (§0), and what it has instead;
  /// empty: `name`.
  std::string_view deprecated = {};
  std::string_view successor = {};
};

/// A kind of mapping.
struct Mapping {
  std::string_view name;  // for messages, with article: "a deploy entry"
  std::span<const Field> fields;
  bool open = false;               // further keys are legal: at most `unknown-key-open`
  bool extensions = false;         // keys that begin with `x-` are legal, the usual place of anchors
  std::string_view required = {};  // fields without which a record is an error of its reader; blank separated
  std::string_view refused = {};   // fields that are known only so that their reader can say why not; blank separated
};

}  // namespace ovcc::schema
