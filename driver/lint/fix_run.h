#pragma once

#include <functional>

#include "driver/command.h"
#include "driver/compilation.h"

namespace ovcc {

/// How fixes are made.
struct FixFlags {
  bool fix = false;
  bool unsafe = false;   // those that may not be what was meant, too
  bool dry_run = false;  // show what would change
};

/// Lints the sources as a context has them, and settles the findings.
using LintStep = std::function<void(const CommandContext&, Compilation&)>;

/// Makes fixes until there are none left that can be made: one can make room for the next. All of it happens in memory;
/// at the end the changed files are replaced, each in one step, or shown as a diff on standard output. A file that
/// somebody else changed meanwhile stays as it is, and the run fails.
[[nodiscard]] ExitStatus RunFixes(const FixFlags& flags, const LintStep& lint, const CommandContext& context);

}  // namespace ovcc
