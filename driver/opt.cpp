// The work of `ovcc opt`: textual IR through passes. A pass is tested with it alone, without any source file.
#include "driver/opt.h"

#include <fmt/format.h>

#include <optional>

#include "driver/exit_status.h"
#include "driver/expected_diagnostics.h"
#include "frontend/hide_secrets.h"
#include "ir/parser.h"
#include "ir/printer.h"
#include "ir/verifier.h"
#include "passes/pass_manager.h"
#include "support/file_system.h"
#include "support/render_text.h"

namespace ovcc {
namespace {

/// One run: owns all that its stages share.
class OptRun {
 public:
  OptRun(const OptRequest& request, std::string& out, std::string& err) : request_(request), out_(out), err_(err) {}

  ExitStatus Run();

 private:
  bool SelectPasses();
  bool AddSource();
  /// Prints, reads back and prints again; false, with a message, if the second text is another one.
  bool SurvivesRoundTrip(const ir::Module& module, std::string_view when);
  void RunAllPasses(ir::Module& module);
  ExitStatus Report(const std::optional<ir::Module>& module);
  [[nodiscard]] std::string Print(const ir::Module& module) const {
    return ir::Print(module, request_.locations ? &sources_ : nullptr);
  }

  const OptRequest& request_;
  std::string& out_;
  std::string& err_;
  SourceManager sources_;
  Interner names_;
  DiagnosticSink diags_;
  std::vector<const PassInfo*> passes_;
};

bool OptRun::SelectPasses() {
  if (request_.no_passes) return true;
  for (const std::string& name : request_.passes) {
    if (name == "all") {
      for (const PassInfo& pass : AllPasses()) passes_.push_back(&pass);
    } else if (const PassInfo* pass = FindPass(name); pass != nullptr) {
      passes_.push_back(pass);
    } else {
      err_ += fmt::format("ovcc: error: no pass `{}`\n", name);
      return false;
    }
  }
  if (request_.print_ir_after.empty() || request_.print_ir_after == "all") return true;
  if (FindPass(request_.print_ir_after) != nullptr) return true;
  err_ += fmt::format("ovcc: error: no pass `{}`\n", request_.print_ir_after);
  return false;
}

bool OptRun::AddSource() {
  std::string name = "<stdin>";
  std::string bytes = request_.standard_input;
  if (request_.input_path != "-") {
    auto read = DiskFileSystem().Read(request_.input_path);
    if (!read) {
      err_ += fmt::format("ovcc: error: {}: {}\n", read.error().path, read.error().reason);
      return false;
    }
    name = request_.input_path;
    bytes = std::move(*read);
  }
  const auto added = sources_.Add(std::move(name), std::move(bytes));
  if (!added) err_ += fmt::format("ovcc: error: {}\n", added.error());
  return added.has_value();
}

bool OptRun::SurvivesRoundTrip(const ir::Module& module, std::string_view when) {
  const std::string first = ir::Print(module);
  SourceManager sources;
  DiagnosticSink diags;
  const auto file = sources.Add(fmt::format("<printed {} the passes>", when), first);
  const std::optional<ir::Module> again = file ? ir::Parse(sources, *file, names_, diags) : std::nullopt;
  if (again && ir::Print(*again) == first) return true;
  err_ += fmt::format("ovcc: error: {} the passes, the printed module does not read back as it was\n", when);
  for (const Diagnostic& diagnostic : diags.all()) err_ += RenderText(diagnostic, sources, false);
  return false;
}

void OptRun::RunAllPasses(ir::Module& module) {
  PassRunOptions options;
  options.verify_each = request_.verify_each;
  options.after = [this](const PassInfo& pass, const ir::Module& current) {
    if (request_.print_ir_after != "all" && request_.print_ir_after != pass.name) return;
    err_ += fmt::format("// after {}\n", pass.name);
    err_ += Print(current);
  };
  PassContext context{diags_, names_};
  const std::vector<PassTiming> timings = RunPasses(module, passes_, context, options);
  if (!request_.time_passes) return;
  err_ += "time of each pass in ms:\n";
  for (const PassTiming& timing : timings) {
    err_ += fmt::format("{:>10.3f}  {}\n", static_cast<double>(timing.time.count()) / 1e6, timing.name);
  }
}

ExitStatus OptRun::Report(const std::optional<ir::Module>& module) {
  if (module) HideSecrets(*module, sources_, diags_);
  diags_.Sort(sources_);
  if (request_.verify_diagnostics) {
    const std::vector<std::string> mismatches = CheckExpectedDiagnostics(sources_, diags_);
    for (const std::string& mismatch : mismatches) err_ += mismatch + "\n";
    if (!mismatches.empty()) return ExitStatus::Errors;
  } else {
    for (const Diagnostic& diagnostic : diags_.all()) err_ += RenderText(diagnostic, sources_, false);
    if (diags_.has_errors()) return ExitStatus::Errors;
  }
  if (module) out_ += Print(*module);
  return ExitStatus::Done;
}

ExitStatus OptRun::Run() {
  if (!SelectPasses()) return ExitStatus::Usage;
  if (!AddSource()) return ExitStatus::Machine;
  std::optional<ir::Module> module = ir::Parse(sources_, 0, names_, diags_);
  if (!module) return Report(module);

  if (request_.verify_roundtrip && !SurvivesRoundTrip(*module, "before")) return ExitStatus::Errors;
  const bool sound = request_.no_verify || ir::Verify(*module, diags_);
  for (Diagnostic& found : diags_.all()) {
    if (found.info == &diag::IrInvariant.info) found.help.clear();  // the module was written by hand: no bug in ovcc
  }
  if (sound) {
    RunAllPasses(*module);
    // With errors of the input the module need not be whole; with verify_each the last pass was judged already.
    if (!request_.no_verify && !request_.verify_each && !diags_.has_errors()) ir::Verify(*module, diags_);
    if (request_.verify_roundtrip && !SurvivesRoundTrip(*module, "after")) return ExitStatus::Errors;
  }
  return Report(module);
}

}  // namespace

int RunOpt(const OptRequest& request, std::string& out, std::string& err) {
  return static_cast<int>(OptRun(request, out, err).Run());
}

}  // namespace ovcc
