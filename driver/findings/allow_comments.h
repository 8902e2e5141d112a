#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "support/diagnostics.h"
#include "support/source_manager.h"

namespace ovcc {

/// `# ovcc: allow CODE reason`: somebody looked at a finding and answers for it. On a line of its own the comment
/// speaks of the next line that is no comment, else of its own line.
struct AllowComment {
  Span span;              // of the comment
  std::string_view code;  // empty: the comment says none
  std::string_view reason;
  std::size_t file = 0;    // index in the source manager
  std::uint32_t line = 0;  // that it speaks of, from 1
  bool used = false;
};

/// The allow comments of every file that was read, in the order of the files.
[[nodiscard]] std::vector<AllowComment> ReadAllowComments(const SourceManager& sources);

/// Takes away what the comments allow, and marks them as used. A comment without a reason allows nothing, nor does one
/// allow an error that a build refuses.
void ApplyAllowComments(std::vector<AllowComment>& comments, const SourceManager& sources, DiagnosticSink& diags);

/// Reports the comments that allow nothing: `allow-unused`, `allow-invalid`.
void ReportIdleAllowComments(const std::vector<AllowComment>& comments, DiagnosticSink& diags);

}  // namespace ovcc
