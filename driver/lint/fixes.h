#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support/diagnostics.h"
#include "support/source_manager.h"
#include "support/text_edit.h"

namespace ovcc {

/// Exact text edits, by the index of their file in the source manager.
using FileEdits = std::map<std::size_t, std::vector<TextEdit>>;

/// What a fix does to the bytes of the files. Nothing where it cannot be made: the place is in no file of the user, or
/// is written in a way that leaves no place for it.
[[nodiscard]] std::optional<FileEdits> ResolveFix(const Fix& fix, const SourceManager& sources);

/// The texts of the files after every fix that can be made at once. The first fix of each finding is taken, unsafe ones
/// only with `unsafe`; one that touches what an earlier one changes waits for the next round. `count` receives how many
/// were made.
[[nodiscard]] std::map<std::size_t, std::string> ApplyFixes(const DiagnosticSink& diags, const SourceManager& sources,
                                                            bool unsafe, std::size_t& count);

}  // namespace ovcc
