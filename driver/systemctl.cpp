// Talks to the service manager of the user through its own command.
#include "driver/systemctl.h"

#include <fmt/format.h>

#include "support/text.h"

namespace ovcc {
namespace {

// The first line that a program said.
std::string_view FirstLine(std::string_view text) { return Trim(SplitFirst(Trim(text), '\n').first); }

// `@1700000000`, as `--timestamp=unix` has it; anything else is no time.
std::int64_t ParseTime(std::string_view text) {
  if (!text.starts_with('@')) return 0;
  return static_cast<std::int64_t>(ParseDecimal(text.substr(1)).value_or(0));
}

void SetProperty(std::string_view name, std::string_view value, UnitState& state) {
  if (name == "LoadState") state.load = value;
  if (name == "ActiveState") state.active = value;
  if (name == "SubState") state.sub = value;
  if (name == "Result") state.result = value;
  if (name == "NeedDaemonReload") state.outdated = value == "yes";
  if (name == "InactiveExitTimestamp") state.started = ParseTime(value);
}

}  // namespace

std::expected<std::string, std::string> RunSystemctl(const CommandContext& context,
                                                     const std::vector<std::string>& command) {
  const auto result = context.processes.Run({command, "", context.environment.all()});
  if (!result) return std::unexpected(fmt::format("cannot run `{}`: {}", result.error().path, result.error().reason));
  if (result->status == 0) return result->output;
  const std::string_view said = FirstLine(result->error);
  return std::unexpected(fmt::format("`{} {} {}` failed with exit status {}{}{}", command[0], command[1], command[2],
                                     result->status, said.empty() ? "" : ": ", said));
}

std::expected<std::map<std::string, UnitState>, std::string> QueryUnits(const CommandContext& context,
                                                                        std::span<const std::string> services) {
  if (services.empty()) return {};
  std::vector<std::string> command = {"systemctl",
                                      "--user",
                                      "show",
                                      "--timestamp=unix",
                                      "--property=Id",
                                      "--property=LoadState,ActiveState,SubState,Result",
                                      "--property=NeedDaemonReload,InactiveExitTimestamp"};
  command.insert(command.end(), services.begin(), services.end());
  const auto text = RunSystemctl(context, command);
  if (!text) return std::unexpected(text.error());
  return ParseUnitStates(*text);
}

std::map<std::string, UnitState> ParseUnitStates(std::string_view text) {
  std::map<std::string, UnitState> states;
  std::string id;
  UnitState state;
  const auto finish = [&] {
    if (!id.empty()) states.insert_or_assign(id, state);
    id.clear();
    state = {};
  };
  for (const std::string_view line : Split(text, '\n')) {
    if (line.empty()) finish();
    const Halves halves = SplitFirst(line, '=');
    if (halves.first == "Id") id = halves.second;
    SetProperty(halves.first, halves.second, state);
  }
  finish();
  return states;
}

}  // namespace ovcc
