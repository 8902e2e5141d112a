#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "driver/host_input.h"
#include "frontend/flags.h"

namespace CLI {
class App;
}

namespace ovcc {

/// Flags of every command that compiles a project, as typed.
struct CompileFlags {
  std::string project = ".";
  std::optional<std::string> deploy;
  std::vector<std::string> inspect;
  std::optional<std::string> only;
  std::optional<std::string> target;
  std::string tag;
  HostFlags host;
  bool no_autodetect = false;                    // names the default
  unsigned jobs = 0;                             // 0: one for each processor
  std::optional<std::string> secrets_available;  // `a,b` or `@FILE`
  bool with_networks = false;
  bool werror = false;
  std::vector<std::string> rules;  // `CODE=LEVEL`
  std::size_t max_errors = 100;    // findings of one severity that are shown; 0: all
  bool verify_each = false;
  bool verify_diagnostics = false;
  bool time_passes = false;
  std::string print_ir_after;
  bool locations = false;
  EntryFlags entry;
};

/// How a command names the entry that the entry flags change.
enum class EntryName : std::uint8_t {
  Option,    // `--entry KEY`
  Argument,  // `DEPLOY`, the subject of the command
  Either,    // `--entry KEY`, else the command's own `DEPLOY`
};

/// Adds the flags to a subcommand. `flags` must outlive `app`.
void DeclareCompileFlags(CLI::App& app, CompileFlags& flags, EntryName entry_name = EntryName::Option);

/// What is wrong with the flags taken together; empty: nothing. Wrong usage is never a diagnostic of the input.
[[nodiscard]] std::string CheckCompileFlags(const CompileFlags& flags);

/// How many threads may work at once.
[[nodiscard]] unsigned JobsOf(const CompileFlags& flags);

/// True if a flag asks for a change of the entry.
[[nodiscard]] bool HasEntryEdit(const EntryFlags& entry);

/// `podman-X.Y`; nothing for anything else.
[[nodiscard]] std::optional<ir::PodmanVersion> ParseTarget(std::string_view text);

}  // namespace ovcc
