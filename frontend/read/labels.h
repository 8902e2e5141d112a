#pragma once

#include "frontend/read/context.h"
#include "ir/image.h"

namespace ovcc {

/// What the labels of the image `image` say. `labels`: a mapping of label to text in the document of `context`, as
/// engines print it. Only labels of `schema::kLabels` are looked at. Reports `label-invalid` for a label that cannot be
/// read, and what layers and image records report for the same fields; what only a new build can change and no unit
/// depends on is a warning. `tag` and the spans of the result are the caller's.
[[nodiscard]] ir::ImageLabels ReadLabels(ReadContext& context, const yaml::Node& labels, std::string_view image);

}  // namespace ovcc
