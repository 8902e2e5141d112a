#pragma once

#include <vector>

#include "frontend/read/context.h"
#include "ir/module.h"

namespace ovcc {

/// Finds the image of each deployment (§16.1) and joins contract fields of entries with foreign images (§17.1): such an
/// entry gets an image of its own, named like its key (with `@entry` behind it where an image of the project has that
/// name). Reports unknown-image, image-disabled, image-not-deployable, image-ref-invalid, image-name-invalid,
/// entry-contract; the deployment then has no image. `module.images` must be sorted by name and is so afterwards.
void ChooseImages(ReadContext& context, ir::Module& module);

}  // namespace ovcc
