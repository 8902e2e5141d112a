#pragma once

#include <expected>
#include <memory>
#include <string>

#include "driver/command.h"
#include "driver/compile_flags.h"
#include "driver/revision.h"

namespace ovcc::breaking {

/// Where the earlier revision is read: a compile with these flags on these files is of it.
struct Against {
  std::unique_ptr<FileSystem> revision;  // a commit; null for a folder
  std::unique_ptr<FileSystem> files;     // of a commit: paths as `flags` has them
  CompileFlags flags;
};

/// `name` is an existing folder, then the project in it, or a revision of the repository of the project, then the same
/// project there. Paths of a revision are shown as git writes them: `main:./deploy.yml`. `context` must outlive the
/// result.
[[nodiscard]] std::expected<Against, RevisionError> OpenAgainst(const std::string& name, const CompileFlags& flags,
                                                                const CommandContext& context);

}  // namespace ovcc::breaking
