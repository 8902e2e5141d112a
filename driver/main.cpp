// argv -> exit status. Declares the subcommands of commands.def, parses, runs one; the last `catch` of the program.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "driver/command.h"
#include "driver/memory.h"
#include "driver/version.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX leaves declaring it to the program

namespace ovcc {

#define OVCC_COMMAND(Function, name, summary) CommandRunner Declare##Function(CLI::App& app);
#include "driver/commands.def"

namespace {

constexpr std::array kCommands = {
#define OVCC_COMMAND(Function, name, summary) CommandInfo{name, summary, Declare##Function},
#include "driver/commands.def"
};

constexpr std::string_view kFooter = R"(
Exit status: 0 done, 1 the input has errors or a comparison found a difference, 2 wrong usage, 3 a file
could not be read or written, or another program failed.
`ovcc COMMAND --help` explains the options of a command.)";

bool WantsColour(const std::string& choice, const Environment& environment, int stream) {
  if (choice != "auto") return choice == "always";
  const bool refused = !environment.Get("NO_COLOR").value_or("").empty();
  return !refused && environment.Get("TERM").value_or("") != "dumb" && isatty(stream) == 1;
}

int Run(int argc, char** argv) {
  CLI::App app("ovcc compiles deploy.yml and environment contracts to Podman Quadlet units", "ovcc");
  app.set_version_flag("--version", fmt::format("ovcc {}", kVersion), "print the version and exit");
  app.get_formatter()->column_width(34);
  app.footer(std::string(kFooter));
  app.require_subcommand(1);
  std::string colour = "auto";
  app.add_option("--color", colour, "colour in diagnostics and reports: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->option_text("WHEN");

  std::vector<std::pair<CLI::App*, CommandRunner>> commands;
  for (const CommandInfo& info : kCommands) {
    CLI::App* command = app.add_subcommand(std::string(info.name), std::string(info.summary));
    command->fallthrough();
    // A command that no argument names is not run, and its flags take time to declare.
    const bool named = std::find(argv, argv + argc, info.name) != argv + argc;
    commands.emplace_back(command, named ? info.declare(*command) : CommandRunner());
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {  // --help, --version
    return app.exit(done);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "ovcc: error: {}\nhelp: see `ovcc --help`, or `ovcc COMMAND --help`\n", error.what());
    return static_cast<int>(ExitStatus::Usage);
  }

  std::error_code error;
  const std::string working_directory = std::filesystem::current_path(error).string();
  if (error) {
    fmt::print(stderr, "ovcc: error: cannot tell the working directory: {}\n", error.message());
    return static_cast<int>(ExitStatus::Machine);
  }
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const Environment environment = Environment::OfProcess(environ);
  Console console(stdout, stderr, WantsColour(colour, environment, STDERR_FILENO),
                  WantsColour(colour, environment, STDOUT_FILENO));
  const DiskFileSystem files;
  const SystemProcesses processes;
  ExitStatus status = ExitStatus::Usage;
  for (const auto& [command, runner] : commands) {
    if (command->parsed()) status = runner({console, environment, files, processes, working_directory, arguments});
  }
  if (!console.Finish()) {
    fmt::print(stderr, "ovcc: error: cannot write to standard output\n");
    return static_cast<int>(ExitStatus::Machine);
  }
  return static_cast<int>(status);
}

}  // namespace

}  // namespace ovcc

int main(int argc, char** argv) {
  ovcc::PrepareMemory();
  try {
    return ovcc::Run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ovcc: internal error: %s\n", error.what());  // NOLINT(cppcoreguidelines-pro-type-vararg)
    return static_cast<int>(ovcc::ExitStatus::Machine);
  }
}
