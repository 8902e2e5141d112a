#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "backend/manifest.h"
#include "support/file_system.h"

namespace ovcc {

/// What lies in an output folder.
struct UnitFolder {
  /// Units, and files in `tunnels/`, sorted by name. The owner of a file is the deployment that its text tells of, by
  /// the name of its app: `ov-web` for `ov-web.pod`, for all that join that pod, for the service of its tunnel and for
  /// the ingress file that the service reads.
  std::vector<backend::OutputFile> files;
  std::optional<backend::Manifest> manifest;
  std::string manifest_error;  // what is wrong with a manifest that cannot be read; empty: nothing
};

/// Reads an output folder. Files that no build writes (README.md, hidden ones, folders) are left out. The error is of
/// the folder or a file in it.
[[nodiscard]] std::expected<UnitFolder, IoError> ReadUnitFolder(const std::string& path, const FileSystem& files);

}  // namespace ovcc
