#pragma once

#include <vector>

#include "ir/image.h"
#include "support/diagnostics.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// A built image as an engine tells of it.
struct InspectedImage {
  Symbol name;  // label of the image's name, else the last path component of its first tag
  Symbol id;    // of the image; empty: not told
  bool data_only = false;
  ir::ImageLabels labels;
};

/// The images of a file that holds what `podman image inspect` (or `docker image inspect`) prints: an array of objects,
/// or one of them. Images that carry no contract are left out and reported. Reports `json-syntax`, `inspect-form`,
/// `image-without-contract` and what `ReadLabels` finds. Source: §2.2.
[[nodiscard]] std::vector<InspectedImage> ReadInspectFile(const SourceManager& sources, std::size_t file,
                                                          Interner& names, DiagnosticSink& diags);

}  // namespace ovcc
