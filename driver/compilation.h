#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/command.h"
#include "driver/compile_flags.h"
#include "driver/findings/rule_levels.h"
#include "ir/module.h"
#include "passes/pass_manager.h"
#include "support/diagnostics.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// One compile: everything it owns, in the order in which it must live.
struct Compilation {
  SourceManager sources;
  Interner names;
  DiagnosticSink diags;
  ir::Module module;
  std::vector<PassTiming> timings;
  RuleLevels levels;                // of `.ovcc.yml` and `--rule`
  std::string baseline;             // file of known findings that `.ovcc.yml` names; empty: none
  std::vector<std::string> routed;  // `Routed <KEY> to sidecar <SC>`, §5.3
  unsigned jobs = 1;
};

/// Reads the project as its files say, without the flags of one entry and without passes, and throws its findings away:
/// `Compile` reports them. The module is that of `compilation`'s sources and names, which hold what was read.
[[nodiscard]] ir::Module ReadAsWritten(const CompileFlags& flags, const CommandContext& context,
                                       Compilation& compilation);

/// The sidecar templates that entries can attach, sorted by name. What is wrong with the files that may hold some is in
/// `diags`.
[[nodiscard]] std::vector<ir::SidecarSpec> SidecarTemplates(const CompileFlags& flags, const CommandContext& context,
                                                            Compilation& compilation);

/// The deploy.yml that the flags name (§18.2), as `Compile` asks for it; it may not exist.
[[nodiscard]] std::string DeployPathOf(const CompileFlags& flags, const CommandContext& context);

/// Reads the project and runs all passes; findings are in `diags`, errors in what nothing uses already warnings (§12).
/// Prints IR between passes where the flags ask for it.
void Compile(const CompileFlags& flags, const CommandContext& context, Compilation& compilation);

/// Makes the findings what people are to see: no secret value, without what comments allow, with the severities that
/// the project chose, in order. Where opinions are wanted, reports the comments that allow nothing.
void SettleFindings(Compilation& compilation);

/// Settles and prints the findings and the count of errors and warnings; with `--werror` warnings count as errors. With
/// `--verify-diagnostics` compares them with the comments of the sources instead. True if the run may go on to write.
[[nodiscard]] bool ReportFindings(const CompileFlags& flags, const CommandContext& context, Compilation& compilation);

}  // namespace ovcc
