#pragma once

#include <expected>
#include <span>
#include <string>

#include "backend/backend.h"
#include "driver/output_folder.h"
#include "support/file_system.h"

namespace ovcc {

/// What `WriteOutput` would change on the disk, as unified diffs in the order of names; `/dev/null` stands for a file
/// that is not there. Nothing is written, made or locked. Fails as `WriteOutput` would before it writes.
[[nodiscard]] std::expected<std::string, OutputFailure> PreviewOutput(std::span<const backend::OutputFile> files,
                                                                      const OutputRequest& request,
                                                                      const FileSystem& disk);

}  // namespace ovcc
