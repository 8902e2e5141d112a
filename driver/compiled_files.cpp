// A compile up to its files, for commands that compare them.
#include "driver/compiled_files.h"

#include "driver/output_flags.h"

namespace ovcc {

std::optional<std::vector<backend::OutputFile>> CompileFiles(const CompileFlags& flags, Findings findings,
                                                             const CommandContext& context, Compilation& compilation) {
  Compile(flags, context, compilation);
  std::vector<backend::OutputFile> files;
  if (!compilation.diags.has_errors()) {
    files = backend::EmitQuadlet(compilation.module, compilation.jobs, compilation.diags);
  }
  if (findings == Findings::All || compilation.diags.has_errors()) {
    if (!ReportFindings(flags, context, compilation)) return std::nullopt;
    for (const std::string& line : compilation.routed) context.console.Err(line + "\n");
  }
  if (flags.only) KeepOnly(*flags.only, compilation.module, files);
  return files;
}

}  // namespace ovcc
