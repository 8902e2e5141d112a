#pragma once

#include <string>

#include "ir/module.h"
#include "support/source_manager.h"

namespace ovcc::ir {

/// The textual form of a module (docs/ir.md). Total: prints modules that do not verify, too. With `sources` each item
/// ends with a comment that tells where it was written.
[[nodiscard]] std::string Print(const Module& module, const SourceManager* sources = nullptr);

}  // namespace ovcc::ir
