#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "frontend/read/context.h"
#include "frontend/schema/schema.h"

namespace ovcc {

/// A field that is present.
struct PresentField {
  const schema::Field* field = nullptr;
  const yaml::Node* key = nullptr;
  const yaml::Node* value = nullptr;
};

/// Reads one mapping by its field table. The constructor reports `wrong-type` (the node is no mapping; a null node is
/// an empty mapping), `two-spellings`, `unknown-key` or `unknown-key-open` with the nearest known name, and
/// `wrong-type` of fields whose node does not fit their `Type`; such fields count as absent. A null value counts as
/// absent too, except for `Type::Any`, `Map` and `TextOrMap`.
class MappingReader {
 public:
  MappingReader(ReadContext& context, const yaml::Node& map, const schema::Mapping& mapping);

  /// The field of that canonical name, or null.
  [[nodiscard]] const PresentField* Find(std::string_view name) const;

  /// Value of a text field; not set if absent.
  [[nodiscard]] ir::Text Text(std::string_view name) const;
  [[nodiscard]] std::optional<bool> Bool(std::string_view name) const;
  /// Non-negative integer that fits; reports `wrong-type` otherwise.
  [[nodiscard]] std::optional<std::uint32_t> Integer(std::string_view name) const;
  /// Elements of a list of texts; nothing if the field is absent. An element that is no scalar is `wrong-type`. A
  /// scalar where `TextOrList` allows it is a list of one.
  [[nodiscard]] std::optional<std::vector<ir::Text>> Texts(std::string_view name) const;
  /// Present fields in file order.
  [[nodiscard]] const std::vector<PresentField>& fields() const { return fields_; }

 private:
  ReadContext& context_;
  std::vector<PresentField> fields_;
};

/// The field of which `key` is a spelling, or null.
[[nodiscard]] const schema::Field* FindField(const schema::Mapping& mapping, std::string_view key);

/// A scalar node as text with its span (quotes included in the span, not in the text).
[[nodiscard]] ir::Text ReadText(ReadContext& context, const yaml::Node& scalar);

/// The truth value of a plain scalar: `true`, `yes`, `on`, `y` and their opposites in any case.
[[nodiscard]] std::optional<bool> ParseBool(const yaml::Node& node);

/// Reports `wrong-type` for `node` under `key` unless it is of `kind`; null passes as an empty list or map.
bool ExpectKind(ReadContext& context, const yaml::Node& node, std::string_view key, yaml::Kind kind);

/// The same for an element of the list under `list`; null does not pass.
bool ExpectElement(ReadContext& context, const yaml::Node& node, std::string_view list, yaml::Kind kind);

/// `ExpectElement` of a list of records.
bool ExpectRecord(ReadContext& context, const yaml::Node& node, std::string_view list);

/// Place of the character at `offset` of a scalar that was read as text.
[[nodiscard]] Span PlaceIn(const ReadContext& context, const ir::Text& text, std::size_t offset);

/// Offset of the first of U+0000-U+001F and U+007F.
[[nodiscard]] std::optional<std::size_t> FindControlCharacter(std::string_view text);

/// Reports `control-char` at the first control character in `text` (§12.1). `what` names the field: "image reference
/// `x`". True if there is one: then nothing else is to be said of the text.
bool RefuseControlCharacters(ReadContext& context, const ir::Text& text, std::string_view what);

}  // namespace ovcc
