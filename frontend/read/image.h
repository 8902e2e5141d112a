#pragma once

#include <vector>

#include "frontend/read/context.h"
#include "ir/image.h"

namespace ovcc {

/// One image record; a null `value` is an empty record. `key` names the image, null for `defaults:`. Reports what one
/// record can break: unknown keys, references, ports, env, security, `image-and-base`, `field-moved` and so on.
/// Source: §1.5, §17.1, §17.2.
[[nodiscard]] ir::Image ReadImage(ReadContext& context, const yaml::Node* key, const yaml::Node& value);

/// The map of names to records under `images:`, in file order.
[[nodiscard]] std::vector<ir::Image> ReadImageMap(ReadContext& context, const yaml::Node& map);

}  // namespace ovcc
