#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "driver/console.h"
#include "driver/environment.h"
#include "driver/exit_status.h"
#include "driver/process.h"
#include "support/file_system.h"

namespace CLI {
class App;
}

namespace ovcc {

class ParsedFiles;

/// What a command may use of the outside world.
struct CommandContext {
  Console& console;
  const Environment& environment;
  const FileSystem& files;
  const ProcessRunner& processes;
  std::string working_directory;                // absolute
  std::span<const std::string> arguments = {};  // of the command line, without the name of the program
  ParsedFiles* parsed_files = nullptr;          // of earlier runs, and for later ones; null: none
};

/// Runs a command whose flags were parsed.
using CommandRunner = std::function<ExitStatus(const CommandContext&)>;

/// One row of commands.def. `declare` adds the flags of the command to its CLI11 app and returns what runs it.
struct CommandInfo {
  std::string_view name;
  std::string_view summary;
  CommandRunner (*declare)(CLI::App& app);
};

/// Absolute path of an input that the user named; `-` is standard input.
[[nodiscard]] std::string InputPath(const CommandContext& context, const std::string& path);

/// "ovcc: error: MESSAGE" on standard error, and the status for wrong usage.
ExitStatus UsageError(const CommandContext& context, std::string_view message);

}  // namespace ovcc
