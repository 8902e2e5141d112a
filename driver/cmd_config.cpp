// `ovcc config`: changes one entry of deploy.yml in its text, then builds (§13, §13.3). What is saved must compile to
// what the flags ask for, so both are compiled and compared before anything is written.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backend/backend.h"
#include "backend/unit/encode.h"
#include "driver/command.h"
#include "driver/compilation.h"
#include "driver/locked_file.h"
#include "driver/output_flags.h"
#include "frontend/edit/deploy_edits.h"
#include "support/line_diff.h"
#include "support/overlay_file_system.h"
#include "support/text.h"

namespace ovcc {
namespace {

struct ConfigFlags {
  CompileFlags compile;
  OutputFlags output;
  bool list_sidecars = false;
  bool remove = false;
  bool write_provides = false;
  bool dry_run = false;
};

void DeclareConfigFlags(CLI::App& app, ConfigFlags& flags) {
  DeclareCompileFlags(app, flags.compile, EntryName::Argument);
  const std::string group = "Changes";
  app.add_flag("--remove", flags.remove, "take the entry out of deploy.yml, and its units away")->group(group);
  app.add_flag("--write-provides", flags.write_provides, "store in deploy.yml what all entries provide")->group(group);
  app.add_flag("--dry-run", flags.dry_run, "show what would change in deploy.yml and in the units; write nothing")
      ->group("Run");
  app.add_flag("--list-sidecars", flags.list_sidecars,
               "list the sidecars that can be attached and where each comes from, and stop")
      ->group("Run");
  DeclareOutputFlags(app, flags.output);
}

/// `--list-sidecars`: a line each, sorted by name, with the place that it comes from (§1.7).
ExitStatus ListSidecars(const ConfigFlags& flags, const CommandContext& context) {
  Compilation compilation;
  for (const ir::SidecarSpec& spec : SidecarTemplates(flags.compile, context, compilation)) {
    const std::string_view place = spec.builtin ? "built in" : compilation.sources.Locate(spec.span).file;
    context.console.Out(
        fmt::format("{:<20} {} ({})\n", spec.name.text(), backend::CommentText(spec.description.text()), place));
  }
  return ReportFindings(flags.compile, context, compilation) ? ExitStatus::Done : ExitStatus::Errors;
}

std::string EntryKey(const EntryFlags& entry) {
  return entry.instance ? fmt::format("{}/{}", entry.entry, *entry.instance) : entry.entry;
}

/// A compile with its units, complete.
struct Built {
  Compilation compilation;
  std::vector<backend::OutputFile> files;
};

void Build(const CompileFlags& flags, const CommandContext& context, Built& built) {
  Compile(flags, context, built.compilation);
  if (built.compilation.diags.has_errors()) return;
  built.files = backend::EmitQuadlet(built.compilation.module, built.compilation.jobs, built.compilation.diags);
}

struct Difference {
  std::string file;
  std::string line;  // the first one of `file` that only the first of two lists has; empty: none
};

std::string FirstMissingLine(std::string_view a, std::string_view b) {
  const std::vector<std::string_view> lines = Split(b, '\n');
  for (const std::string_view line : Split(a, '\n')) {
    if (std::ranges::find(lines, line) == lines.end()) return std::string(line);
  }
  return {};
}

/// A line of a unit up to its second `=`: what follows may be the value of a variable, which may be secret.
std::string ShownLine(std::string_view line) {
  const std::size_t first = line.find('=');
  return std::string(line.substr(0, first == std::string_view::npos ? first : line.find('=', first + 1)));
}

/// The first file that differs.
std::optional<Difference> FirstDifference(const std::vector<backend::OutputFile>& a,
                                          const std::vector<backend::OutputFile>& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    if (i >= a.size()) return Difference{b[i].name, {}};
    if (i >= b.size() || a[i].name < b[i].name) return Difference{a[i].name, {}};
    if (a[i].name != b[i].name) return Difference{b[i].name, {}};
    if (a[i].bytes != b[i].bytes) return Difference{a[i].name, FirstMissingLine(a[i].bytes, b[i].bytes)};
  }
  return std::nullopt;
}

/// deploy.yml, from what it was to what it is to be.
class Configuration {
 public:
  Configuration(const ConfigFlags& flags, const CommandContext& context)
      : flags_(flags), context_(context), path_(DeployPathOf(flags.compile, context)), saved_flags_(flags.compile) {
    saved_flags_.entry = {};
  }

  ExitStatus Run() {
    auto file = LockedFile::Open(JoinPath(context_.working_directory, path_));
    if (!file) return MachineError(file.error(), "nothing was written");
    old_text_ = file->bytes().value_or("");
    const bool exists = file->bytes().has_value();
    if (const ExitStatus status = Plan(); status != ExitStatus::Done) return status;
    Built saved;
    const OverlayFileSystem overlay(context_.files, path_, new_text_);
    const CommandContext saved_context{context_.console, context_.environment, overlay, context_.processes,
                                       context_.working_directory};
    Build(saved_flags_, saved_context, saved);
    Compare(saved);
    if (flags_.write_provides && !saved.compilation.diags.has_errors()) WriteProvides(saved);
    if (!ReportFindings(saved_flags_, context_, saved.compilation)) return ExitStatus::Errors;
    for (const std::string& line : routed_) context_.console.Err(line + "\n");
    if (flags_.dry_run) return Preview(saved);
    if (new_text_ != old_text_ || !exists) {
      if (auto replaced = file->Replace(new_text_); !replaced) {
        return MachineError(replaced.error(), "nothing was written");
      }
      if (!flags_.output.quiet) context_.console.Err(fmt::format("saved `{}`\n", path_));
    } else if (!flags_.output.quiet) {
      context_.console.Err(fmt::format("`{}` says this already\n", path_));
    }
    // The folder of deploy.yml may be the one that the units go to, and that is locked by its own.
    {
      const LockedFile done = std::move(*file);
    }
    return WriteUnits(Output(), saved_flags_, saved.compilation, std::move(saved.files), context_);
  }

 private:
  ExitStatus MachineError(const IoError& error, std::string_view consequence) const {
    context_.console.Err(fmt::format("ovcc: error: `{}`: {}; {}\n", error.path, error.reason, consequence));
    return ExitStatus::Machine;
  }

  /// Compiles with the flags and makes the new text. Anything wrong is printed.
  ExitStatus Plan() {
    Built wanted;
    Compilation& compilation = wanted.compilation;
    const OverlayFileSystem overlay(context_.files, path_, old_text_);
    const CommandContext read_context{context_.console, context_.environment, overlay, context_.processes,
                                      context_.working_directory};
    const ir::Module before = ReadAsWritten(flags_.compile, read_context, compilation);
    const edit::DeployText text{old_text_, DeploySpan(compilation.sources)};
    const Symbol key = compilation.names.Intern(EntryKey(flags_.compile.entry));
    if (!flags_.remove) {
      Build(flags_.compile, read_context, wanted);
    } else if (before.FindDeployment(key) == nullptr) {
      ReportUnknownEntry(key.text(), before, compilation.diags);
    }
    if (!compilation.diags.has_errors()) {
      const edit::DeployChange change{before, compilation.module, key, flags_.remove};
      auto edited = edit::EditDeployText(text, change, compilation.sources, compilation.diags);
      if (edited) {
        new_text_ = std::move(*edited);
        wanted_files_ = std::move(wanted.files);
        routed_ = std::move(compilation.routed);
        return ExitStatus::Done;
      }
    }
    (void)ReportFindings(flags_.compile, context_, compilation);
    return ExitStatus::Errors;
  }

  /// The file that the first reading found at the path of deploy.yml.
  Span DeploySpan(const SourceManager& sources) const {
    for (std::size_t i = 0; i < sources.file_count(); ++i) {
      if (sources.file(i).name == path_) return sources.WholeFile(i);
    }
    return {};
  }

  void Compare(Built& saved) const {
    if (flags_.remove || saved.compilation.diags.has_errors()) return;
    const std::optional<Difference> differs = FirstDifference(wanted_files_, saved.files);
    if (!differs) return;
    Diagnostic& found =
        saved.compilation.diags.Emit({}, diag::EditDiffers, EntryKey(flags_.compile.entry), differs->file);
    if (const std::string shown = ShownLine(differs->line); !shown.empty()) {
      found.Note(fmt::format("only these flags give the line `{}`", shown));
    }
    found.Help("an environment file, or a variable of the machine, outranks what would be saved: change it there");
  }

  void WriteProvides(Built& saved) {
    auto edited = edit::EditProvides({new_text_, DeploySpan(saved.compilation.sources)}, saved.compilation.module,
                                     saved.compilation.diags);
    if (edited) new_text_ = std::move(*edited);
  }

  OutputFlags Output() const {
    OutputFlags output = flags_.output;
    if (!output.has_place()) output.user_units = true;
    output.prune_deploy = EntryKey(flags_.compile.entry);
    return output;
  }

  ExitStatus Preview(Built& saved) const {
    context_.console.Out(UnifiedDiff(path_, old_text_, path_, new_text_));
    return PreviewUnits(Output(), saved_flags_, saved.compilation, std::move(saved.files), context_);
  }

  const ConfigFlags& flags_;
  const CommandContext& context_;
  std::string path_;
  CompileFlags saved_flags_;  // those of every later run: the entry flags are in the file
  std::string old_text_;
  std::string new_text_;
  std::vector<backend::OutputFile> wanted_files_;
  std::vector<std::string> routed_;
};

ExitStatus RunConfig(const ConfigFlags& flags, const CommandContext& context) {
  if (flags.list_sidecars) return ListSidecars(flags, context);
  if (flags.compile.entry.entry.empty()) return UsageError(context, "name the entry: `ovcc config DEPLOY`");
  if (const std::string wrong = CheckCompileFlags(flags.compile); !wrong.empty()) return UsageError(context, wrong);
  if (flags.compile.deploy == "-") return UsageError(context, "`--deploy -` cannot be saved; name a file");
  EntryFlags beside_name = flags.compile.entry;
  beside_name.instance.reset();
  if (flags.remove && HasEntryEdit(beside_name)) {
    return UsageError(context, "`--remove` takes the whole entry; leave out the flags that change it");
  }
  return Configuration(flags, context).Run();
}

}  // namespace

CommandRunner DeclareConfig(CLI::App& app) {
  const auto flags = std::make_shared<ConfigFlags>();
  DeclareConfigFlags(app, *flags);
  return [flags](const CommandContext& context) { return RunConfig(*flags, context); };
}

}  // namespace ovcc
