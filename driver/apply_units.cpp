// Applies written units. systemd is asked before, so that what was applied by hand is left alone, and after, so that
// only what really runs counts as applied.
#include "driver/apply_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "driver/live_units.h"
#include "driver/systemctl.h"

namespace ovcc {
namespace {

using States = std::map<std::string, UnitState>;

UnitState StateOf(const States& states, const LiveUnit& unit) {
  const auto found = states.find(unit.service);
  return found == states.end() ? UnitState() : found->second;
}

std::vector<std::string> NamesOf(std::span<const LiveUnit> units) {
  std::vector<std::string> names;
  for (const LiveUnit& unit : units) names.push_back(unit.service);
  return names;
}

// Whether somebody has already told systemd. A unit that started in the second in which its file was written may have
// read the old one; one that failed is tried again.
bool IsApplied(const LiveUnit& unit, const UnitState& state) {
  if (unit.change == UnitChange::Gone) return state.load == "not-found" && state.is_stopped();
  if (unit.fresh || state.outdated) return false;
  return state.started > unit.modified && (state.is_active() || state.active == "inactive");
}

// Whether the calls did what they were to do.
bool IsDone(const LiveUnit& unit, const UnitState& state) {
  if (unit.change == UnitChange::Gone) return state.is_stopped();
  if (unit.by_hand && state.active == "inactive") return true;
  return state.is_active() && state.started >= unit.modified;
}

std::string StateText(const UnitState& state) {
  if (state.active.empty()) return "unknown to systemd";
  if (state.load == "not-found") return "not found";
  const bool tells = !state.result.empty() && state.result != "success";
  return fmt::format("{} ({}{}{})", state.active, state.sub, tells ? ", " : "", tells ? state.result : "");
}

class Application {
 public:
  Application(std::vector<LiveUnit> units, bool quiet, const CommandContext& context)
      : units_(std::move(units)), quiet_(quiet), context_(context) {}

  // True if nothing remains.
  bool Run() {
    auto before = QueryUnits(context_, NamesOf(units_));
    if (!before) return Fail(before.error());
    for (LiveUnit& unit : units_) {
      if (IsApplied(unit, StateOf(*before, unit))) unit.change = UnitChange::None;
    }
    const auto commands = CommandsFor(units_);
    if (!quiet_) ReportEarlier(commands.empty());
    if (const std::string failure = RunAll(commands); !failure.empty()) (void)Fail(failure);
    auto after = commands.empty() ? std::move(before) : QueryUnits(context_, NamesOf(units_));
    if (!after) return Fail(after.error());
    Report(*after);
    return ok_;
  }

  // Units that are not as they should be: nothing of theirs counts as applied.
  [[nodiscard]] std::vector<LiveUnit> Remaining() const {
    std::vector<LiveUnit> remaining;
    for (const LiveUnit& unit : units_) {
      if (unit.change != UnitChange::None && !done_.contains(unit.service)) remaining.push_back(unit);
    }
    return remaining;
  }

 private:
  bool Fail(std::string_view message) {
    context_.console.Err(fmt::format("ovcc: error: {}\n", message));
    ok_ = false;
    return false;
  }

  // Stops at the first call that fails, and returns why: what follows builds on it.
  std::string RunAll(const std::vector<std::vector<std::string>>& commands) {
    for (const auto& command : commands) {
      if (!quiet_) context_.console.Err(fmt::format("running: {}\n", CommandText(command)));
      told_.insert(command.begin(), command.end());
      if (const auto ran = RunSystemctl(context_, command); !ran) return ran.error();
    }
    return "";
  }

  // Why commands follow, although this run changed nothing.
  void ReportEarlier(bool nothing) {
    if (nothing) context_.console.Err("nothing to apply\n");
    for (const LiveUnit& unit : units_) {
      if (unit.change == UnitChange::None || unit.fresh) continue;
      context_.console.Err(fmt::format("changed by an earlier run that was not applied: `{}`\n", unit.service));
    }
  }

  void Report(const States& states) {
    std::size_t running = 0;
    for (const LiveUnit& unit : units_) {
      const UnitState state = StateOf(states, unit);
      const std::string line = fmt::format("{}: {}\n", unit.service, StateText(state));
      if (unit.change == UnitChange::None) {
        running += state.is_active() ? 1U : 0U;
        if (!state.is_active() && !quiet_) context_.console.Out(line);
      } else if (told_.contains(unit.service) && IsDone(unit, state)) {
        done_.insert(unit.service);
        if (quiet_) continue;
        context_.console.Out(unit.change == UnitChange::Gone ? fmt::format("{}: stopped\n", unit.service) : line);
      } else {
        ReportFailure(unit, state);
      }
    }
    if (running > 0 && !quiet_) context_.console.Err(fmt::format("unchanged and active: {}\n", running));
  }

  void ReportFailure(const LiveUnit& unit, const UnitState& state) {
    const bool gone = unit.change == UnitChange::Gone;
    (void)Fail(state.is_active() ? fmt::format("`{}` was not {}", unit.service, gone ? "stopped" : "restarted")
                                 : fmt::format("`{}` is {}", unit.service, StateText(state)));
    if (state.load == "not-found" && !gone) {
      context_.console.Err(
          "help: Podman made no unit of its file; see what "
          "`/usr/lib/systemd/system-generators/podman-system-generator --user --dryrun` says\n");
    } else {
      context_.console.Err(fmt::format("help: see `journalctl --user -u {}`\n", unit.service));
    }
  }

  std::vector<LiveUnit> units_;
  bool quiet_;
  const CommandContext& context_;
  std::set<std::string> told_;  // the words of all calls
  std::set<std::string> done_;
  bool ok_ = true;
};

// Everything that waited, without the files of what remains.
std::vector<PendingFile> AppliedFiles(const OutputReport& report, std::span<const LiveUnit> remaining) {
  std::set<std::string_view> kept;
  for (const LiveUnit& unit : remaining) kept.insert(unit.files.begin(), unit.files.end());
  std::vector<PendingFile> applied;
  for (const PendingFile& file : report.pending) {
    if (!kept.contains(file.name)) applied.push_back(file);
  }
  return applied;
}

}  // namespace

ExitStatus ApplyUnits(std::span<const backend::OutputFile> files, const OutputRequest& request,
                      const OutputReport& report, bool quiet, const CommandContext& context) {
  Application application(FindUnits(files, PendingChangesOf(report)), quiet, context);
  const bool ok = application.Run();
  const std::vector<LiveUnit> remaining = application.Remaining();
  const auto marked = MarkApplied(AppliedFiles(report, remaining), request);
  if (!marked) context.console.Err(fmt::format("ovcc: error: {}\n", marked.error().message));
  if (ok && marked) return ExitStatus::Done;
  const auto commands = CommandsFor(remaining);
  if (!commands.empty())
    context.console.Err("the files are written; what remains, for another `--apply` or by hand:\n");
  for (const auto& command : commands) context.console.Err(fmt::format("  {}\n", CommandText(command)));
  return ExitStatus::Machine;
}

}  // namespace ovcc
