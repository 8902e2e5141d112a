#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "driver/command.h"
#include "driver/compilation.h"
#include "driver/output_folder.h"

namespace CLI {
class App;
}

namespace ovcc {

class WarmBuild;

/// Flags of every command that writes units, as typed.
struct OutputFlags {
  std::optional<std::string> out;
  bool to_stdout = false;
  bool user_units = false;
  bool apply = false;
  bool prune = false;
  std::optional<std::string>
      prune_deploy;  // no flag: a command that edits one entry prunes what that one no longer has
  std::string owner = "default";
  bool quiet = false;

  /// Whether units go to standard output.
  [[nodiscard]] bool prints() const { return to_stdout || out == "-"; }
  /// Whether the user said where units go.
  [[nodiscard]] bool has_place() const { return out || to_stdout || user_units; }
};

/// Leaves the files of one entry (§18.3), and its network, without which they mean nothing.
void KeepOnly(const std::string& key, const ir::Module& module, std::vector<backend::OutputFile>& files);

/// Adds the flags to a subcommand. `flags` must outlive `app`.
void DeclareOutputFlags(CLI::App& app, OutputFlags& flags);

/// What the flags ask of the output folder that they name.
[[nodiscard]] OutputRequest OutputRequestOf(const OutputFlags& flags, const CompileFlags& compile,
                                            const CommandContext& context);

/// Writes the units of a compile where the flags say, with `--apply` tells systemd, and reports on standard error.
/// Standard output gets the units (`--stdout`), the commands that apply them (`--user-units`), or the states of units
/// (`--apply`). `flags.has_place()` must hold. A folder that was written is remembered in `warm`, with what was `said`
/// before.
ExitStatus WriteUnits(const OutputFlags& flags, const CompileFlags& compile, const Compilation& compilation,
                      std::vector<backend::OutputFile> files, const CommandContext& context,
                      const WarmBuild* warm = nullptr, const std::string& said = {});

/// What `WriteUnits` would change on the disk, as unified diffs on standard output, or the units themselves where they
/// go there anyway.
ExitStatus PreviewUnits(const OutputFlags& flags, const CompileFlags& compile, const Compilation& compilation,
                        std::vector<backend::OutputFile> files, const CommandContext& context);

}  // namespace ovcc
