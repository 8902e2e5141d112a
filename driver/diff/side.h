#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "backend/backend.h"
#include "driver/compiled_files.h"

namespace ovcc {

/// What stands on one side of a comparison.
enum class SideKind : std::uint8_t {
  Project,   // the project of `--project` as it lies on the disk
  Folder,    // a folder that the user named: an output folder, or another project
  Revision,  // the project in a revision of its git repository
  Target,    // the project, for a Podman release
};

struct SideRequest {
  SideKind kind = SideKind::Project;
  std::string name;  // the folder, the revision, `podman-X.Y`; empty for the project
};

/// One side, compiled or read.
struct Side {
  SideRequest request;
  std::string commit;                      // of a revision: its full name
  std::string shown;                       // for people: "`main` (1a2b3c4d5e6f)"
  std::vector<backend::OutputFile> files;  // sorted by name, with owners
};

/// Whether a folder is an output folder; else it is a project. Units, ingress files or a manifest make an output
/// folder, `image.yml`, `images.yml`, `overthink.yml` or `deploy.yml` a project, whatever else lies there; an empty
/// folder is an output folder. The status is for a folder that is neither, or cannot be read; it has been reported.
[[nodiscard]] std::expected<bool, ExitStatus> IsOutputFolder(const std::string& folder, const CommandContext& context);

/// Compiles or reads a side. `flags` are those of this side. The status says why there is none; it has been reported. A
/// side that does not compile is `Usage`: no comparison took place, which must not look like a difference.
[[nodiscard]] std::expected<Side, ExitStatus> LoadSide(const SideRequest& request, CompileFlags flags,
                                                       Findings findings, const CommandContext& context);

}  // namespace ovcc
