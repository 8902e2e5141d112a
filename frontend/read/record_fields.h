#pragma once

#include <string_view>
#include <vector>

#include "frontend/read/mapping.h"

namespace ovcc {

/// A text that reaches a unit outside an environment value; empty if it is refused. Reports `control-char`.
[[nodiscard]] ir::Text ReadName(ReadContext& context, const MappingReader& reader, std::string_view field);

/// `registry` or `tag`: a part of the references that §16.1 makes; empty if it is refused. Reports `image-ref-invalid`,
/// `control-char`.
[[nodiscard]] ir::Text ReadImageRegistry(ReadContext& context, const MappingReader& reader);
[[nodiscard]] ir::Text ReadImageTag(ReadContext& context, const MappingReader& reader);

/// The field `init`. Reports `init-unknown`. Source: §1.5.
[[nodiscard]] ir::Text ReadInit(ReadContext& context, const MappingReader& reader);

/// References to layers in the list `field`: their identities, versions stripped, with the place of the identity; empty
/// if the field is absent. Source: §1.4.
[[nodiscard]] std::vector<ir::Text> ReadLayerRefs(ReadContext& context, const MappingReader& reader,
                                                  std::string_view field);

/// Reports `version-format` unless the field `version` is absent or three numbers joined by dots. Source: §12.2.
void CheckVersion(ReadContext& context, const MappingReader& reader);

/// Reports `alias-invalid` for the list `aliases`. Elements are mappings with `name` and `command`; an image's may be
/// plain names, and only a layer's need a command. Source: §12.2.
void CheckAliases(ReadContext& context, const MappingReader& reader, bool of_layer);

}  // namespace ovcc
