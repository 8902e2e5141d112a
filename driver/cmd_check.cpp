// `ovcc check`: compile, compare with golden files, and tell what differs; `--update` writes them (§18).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "driver/check/golden.h"
#include "driver/check/render.h"
#include "driver/command.h"
#include "driver/compiled_files.h"
#include "driver/github.h"
#include "driver/lint/report.h"
#include "driver/output_folder.h"

namespace ovcc {
namespace {

struct CheckFlags {
  CompileFlags compile;
  std::string golden;
  std::string format = "text";
  bool update = false;
  bool exact = false;
};

ExitStatus Failed(std::string_view message, ExitStatus status, const CommandContext& context) {
  context.console.Err(fmt::format("ovcc: error: {}\n", message));
  return status;
}

class Check {
 public:
  Check(const CheckFlags& flags, const CommandContext& context) : flags_(flags), context_(context) {}

  ExitStatus Run() {
    auto compiled = CompileFiles(flags_.compile, Findings::All, context_, compilation_);
    if (flags_.format == "github") context_.console.Out(LintGithub(compilation_.diags, compilation_.sources));
    if (!compiled) return ExitStatus::Errors;
    if (flags_.compile.verify_diagnostics) return ExitStatus::Done;
    compiled_ = *std::move(compiled);

    auto golden = ReadUnitFolder(JoinPath(context_.working_directory, flags_.golden), context_.files);
    if (golden) {
      golden_ = *std::move(golden);
    } else if (!golden.error().not_found || !flags_.update) {
      const std::string_view help =
          golden.error().not_found ? "\nhelp: `--update` makes the folder, with the golden files in it" : "";
      return Failed(fmt::format("cannot read `{}`: {}{}", golden.error().path, golden.error().reason, help),
                    ExitStatus::Machine, context_);
    }
    if (!golden_.manifest_error.empty()) {
      context_.console.Err(fmt::format("the manifest of `{}` is damaged ({}): no file is known to be stale\n",
                                       flags_.golden, golden_.manifest_error));
    }
    report_ = {flags_.golden, CompareGolden(golden_, compiled_, flags_.compile.only), flags_.exact};
    if (flags_.update) return Update();
    Print(GoldenSummary(report_) + Help());
    return report_.Differences() == 0 ? ExitStatus::Done : ExitStatus::Errors;
  }

 private:
  // The report, and what follows from it: part of the report for people, beside it for others.
  void Print(const std::string& last_lines) const {
    Console& console = context_.console;
    if (flags_.format == "json") return console.Out(GoldenJson(report_));
    if (flags_.format == "unified") console.Out(GoldenUnified(report_, golden_.files, compiled_));
    if (flags_.format == "github") {
      console.Out(
          GoldenAnnotations(report_, PathInWorkspace(flags_.golden, context_.working_directory, context_.environment)));
    }
    if (flags_.format != "text") return console.Err(last_lines);
    const std::string text = GoldenText(report_, console.out_colour());
    console.Out(text.empty() ? last_lines : text + "\n" + last_lines);
  }

  // An update helps against everything but files that nobody knows.
  [[nodiscard]] std::string Help() const {
    const std::size_t differences = report_.Differences();
    const std::size_t extra = report_.CountOf(GoldenState::Extra);
    std::string help;
    if (differences > extra) help += "help: if that is what you want, accept it with `--update`\n";
    if (extra > 0) help += "help: delete a file that is extra; `--update` leaves alone what it did not write\n";
    return help;
  }

  // The folder becomes what was compiled; files that no update wrote stay, and are the difference that is left.
  ExitStatus Update() {
    OutputRequest request;
    request.directory = JoinPath(context_.working_directory, flags_.golden);
    request.prune = true;
    request.only = flags_.compile.only;
    const auto written = WriteOutput(compiled_, request);
    if (!written) {
      const bool refused = written.error().kind == OutputFailure::Kind::Refused;
      return Failed(fmt::format("{}; nothing was written", written.error().message),
                    refused ? ExitStatus::Errors : ExitStatus::Machine, context_);
    }
    std::string lines = fmt::format("updated `{}`: {} written, {} unchanged, {} removed\n", flags_.golden,
                                    written->written.size(), written->unchanged, written->pruned.size());
    for (const std::string& name : written->kept_edited) {
      lines += fmt::format("`{}` is stale, but was changed by hand and is therefore kept\n", name);
    }
    std::size_t left = written->kept_edited.size();
    for (const GoldenFile& file : report_.files) {
      if (file.state != GoldenState::Extra) continue;
      lines += fmt::format("`{}` is extra and stays: no update wrote it\n", file.comparison.name);
      ++left;
    }
    Print(lines);
    return left == 0 ? ExitStatus::Done : ExitStatus::Errors;
  }

  const CheckFlags& flags_;
  const CommandContext& context_;
  Compilation compilation_;
  std::vector<backend::OutputFile> compiled_;
  UnitFolder golden_;
  GoldenReport report_;
};

ExitStatus RunCheck(const CheckFlags& flags, const CommandContext& context) {
  if (flags.golden.empty()) return UsageError(context, "say where the golden files are: `--golden DIR`");
  if (const std::string wrong = CheckCompileFlags(flags.compile); !wrong.empty()) return UsageError(context, wrong);
  return Check(flags, context).Run();
}

}  // namespace

CommandRunner DeclareCheck(CLI::App& app) {
  const auto flags = std::make_shared<CheckFlags>();
  const std::string group = "Comparison";
  app.add_option("--golden", flags->golden, "folder with the golden files")->option_text("DIR")->group(group);
  app.add_option("--format", flags->format, "text, json, unified or github; default: text")
      ->check(CLI::IsMember({"text", "json", "unified", "github"}))
      ->option_text("FORM")
      ->group(group);
  app.add_flag("--update", flags->update, "write what differs into the folder, and remove what is stale")->group(group);
  app.add_flag("--exact", flags->exact, "comments, order and spelling are differences, too")->group(group);
  DeclareCompileFlags(app, flags->compile);
  return [flags](const CommandContext& context) { return RunCheck(*flags, context); };
}

}  // namespace ovcc
