#pragma once

#include <expected>
#include <memory>
#include <string>

#include "driver/command.h"

namespace ovcc {

/// A commit of a git repository.
struct Revision {
  std::string commit;  // the full name of the object
  /// The disk as it would be with this commit checked out: paths inside the repository, whether they go through the
  /// name that the user gave or through the real one, show the commit and nothing else; all others are those of
  /// `CommandContext::files`.
  std::unique_ptr<FileSystem> files;
};

/// Why a revision cannot be read, for "ovcc: error: MESSAGE".
struct RevisionError {
  ExitStatus status = ExitStatus::Machine;  // `Usage`: there is no such revision, or no repository
  std::string message;
};

/// Opens what `name` means to git (`main`, `v1.2`, `HEAD~3`, …) in the repository that holds `folder`, with git's own
/// plumbing: nothing is checked out and nothing is written. The folder alone says which repository, not `GIT_DIR`; it
/// need not exist any more. Never an option to git, whatever `name` says. `context` must outlive the result.
[[nodiscard]] std::expected<Revision, RevisionError> OpenRevision(const std::string& name, const std::string& folder,
                                                                  const CommandContext& context);

}  // namespace ovcc
