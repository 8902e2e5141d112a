// `ovcc opt`: passes on textual IR; flags only, the work is in opt.cpp.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "driver/command.h"
#include "driver/opt.h"
#include "passes/pass.h"

namespace ovcc {
namespace {

void ListPasses(Console& console) {
  for (const PassInfo& pass : AllPasses()) console.Out(fmt::format("{:<20} {}\n", pass.name, pass.summary));
}

}  // namespace

CommandRunner DeclareOpt(CLI::App& app) {
  struct Flags {
    OptRequest request;
    bool list = false;
  };
  const auto flags = std::make_shared<Flags>();
  OptRequest& request = flags->request;
  app.add_option("file", request.input_path, "an .ovir file; `-` is standard input")->option_text("FILE");
  app.add_option("--passes", request.passes, "passes to run, in this order; `all` for the whole pipeline")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("A,B,…");
  app.add_flag("--list-passes", flags->list, "print the passes in pipeline order and exit");
  app.add_flag("--no-passes", request.no_passes, "read, verify and print only");
  app.add_flag("--no-verify", request.no_verify, "take modules that break invariants, as programs with errors do");
  app.add_flag("--verify-each", request.verify_each, "check invariants after each pass");
  app.add_flag("--verify-roundtrip", request.verify_roundtrip, "check that what is printed reads back the same");
  app.add_flag("--verify-diagnostics", request.verify_diagnostics,
               "compare diagnostics with `expected-error {{…}}` comments");
  app.add_option("--print-ir-after", request.print_ir_after, "print the program after a pass, or after `all`")
      ->option_text("PASS");
  app.add_flag("--locs", request.locations, "tell where each item was written");
  app.add_flag("--time-passes", request.time_passes, "tell how long each pass took");
  return [flags](const CommandContext& context) {
    if (flags->list) {
      ListPasses(context.console);
      return ExitStatus::Done;
    }
    OptRequest& opt = flags->request;
    if (opt.input_path.empty()) return UsageError(context, "name an .ovir file, or `-`");
    if (opt.input_path == "-") {
      auto text = context.files.Read(kStandardInput);
      if (!text) {
        context.console.Err(fmt::format("ovcc: error: cannot read standard input: {}\n", text.error().reason));
        return ExitStatus::Machine;
      }
      opt.standard_input = std::move(*text);
    }
    std::string out;
    std::string err;
    const int status = RunOpt(opt, out, err);
    context.console.Out(out);
    context.console.Err(err);
    return static_cast<ExitStatus>(status);
  };
}

}  // namespace ovcc
