// Flags that shape a compile: declared once, shared by every command that compiles.
#include "driver/compile_flags.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <thread>

#include "driver/findings/rule_levels.h"
#include "passes/pass.h"
#include "support/text.h"

namespace ovcc {
namespace {

void DeclareInputs(CLI::App& app, CompileFlags& flags) {
  app.add_option("--project", flags.project, "folder with image.yml (or overthink.yml) and layers/; default: .")
      ->option_text("DIR")
      ->group("Input");
  app.add_option("--deploy", flags.deploy,
                 "deploy.yml to compile; default: the project's, else ~/.config/ov/deploy.yml")
      ->option_text("FILE")
      ->group("Input");
  app.add_option("--inspect", flags.inspect,
                 "what `podman image inspect` prints, or a folder of such files: contracts from built images")
      ->allow_extra_args(false)
      ->option_text("FILE")
      ->group("Input");
  app.add_option("--home", flags.host.home, "home folder of the user who will run the units; default: $HOME")
      ->option_text("DIR")
      ->group("Input");
  CLI::Option* host = app.add_option("--host", flags.host.file, "host description (see `ovcc host`)")
                          ->option_text("FILE")
                          ->group("Input");
  CLI::Option* detect =
      app.add_flag("--autodetect", flags.host.autodetect, "look at this machine's devices and GPUs")->group("Input");
  app.add_flag("--no-autodetect", flags.no_autodetect, "do not (the default)")->excludes(detect)->group("Input");
  detect->excludes(host);
  app.add_option("--secrets-available", flags.secrets_available,
                 "names of the secrets that can be had: A,B or @FILE with one a line")
      ->option_text("LIST")
      ->group("Input");
}

void DeclareOutputs(CLI::App& app, CompileFlags& flags) {
  app.add_option("--target", flags.target, "write for this Podman, as podman-5.4; default: any from 5.1 on")
      ->option_text("podman-X.Y")
      ->group("Output");
  app.add_option("--tag", flags.tag, "tag of every image")->option_text("TAG")->group("Output");
  app.add_flag("--with-networks", flags.with_networks, "write a .network file for each named network")->group("Output");
  app.add_option("--only", flags.only, "write this deploy entry only; the others still take part in resolution")
      ->option_text("KEY")
      ->group("Output");
}

void DeclareEntryFlags(CLI::App& app, EntryFlags& entry, EntryName entry_name) {
  const bool by_option = entry_name != EntryName::Argument;
  std::string group = by_option ? "One entry, changed for this run (needs --entry)" : "Changes";
  if (entry_name == EntryName::Either) group = "One entry, changed for this run (DEPLOY, or that of --entry)";
  const auto one = [&](const char* names, auto& value, const char* help, const char* text) {
    app.add_option(names, value, help)->option_text(text)->group(group);
  };
  // Each occurrence takes exactly one value, which is never split.
  const auto many = [&](const char* names, std::vector<std::string>& values, const char* help, const char* text) {
    app.add_option(names, values, help)->allow_extra_args(false)->option_text(text)->group(group);
  };
  if (by_option) {
    one("--entry", entry.entry, "the deploy key that the flags below change", "KEY");
  } else {
    app.add_option("DEPLOY", entry.entry, "the deploy key: an image, or IMAGE/INSTANCE")->option_text("");
  }
  one("-i,--instance", entry.instance, "instance: the entry is KEY/INSTANCE", "INSTANCE");
  many("--sidecar", entry.sidecars, "attach a sidecar", "NAME");
  many("--no-sidecar", entry.no_sidecars, "detach a sidecar", "NAME");
  many("-e,--env", entry.env, "set a variable of the app, or of the sidecar that knows it", "NAME=VALUE");
  many("--unset", entry.unset, "forget a variable of the app or of a sidecar", "NAME");
  app.add_flag("-c,--clean", entry.clean, "forget the stored `env` list; only -e counts")->group(group);
  one("--env-file", entry.env_file, "environment file of the app", "FILE");
  many("-p,--port", entry.ports, "publish a container port on another host port", "HOST:CONTAINER");
  many("-v,--volume", entry.volumes, "back a volume: type volume, bind or encrypted", "NAME:TYPE[:HOST]");
  many("--bind", entry.binds, "back a volume with a folder of the host", "NAME[=HOST]");
  many("--encrypt", entry.encrypts, "back a volume with an encrypted folder", "NAME");
  one("--network", entry.network, "join another network", "NAME");
  one("--memory-max", entry.memory_max, "hard memory limit", "SIZE");
  one("--memory-high", entry.memory_high, "memory limit above which the container is slowed down", "SIZE");
  one("--memory-swap-max", entry.memory_swap_max, "swap limit", "SIZE");
  one("--cpus", entry.cpus, "CPU limit", "NUMBER");
}

void DeclareRun(CLI::App& app, CompileFlags& flags) {
  const std::string group = "Run";
  app.add_option("-j,--jobs", flags.jobs, "threads; default: one for each processor")
      ->check(CLI::Range(1U, 1024U))
      ->option_text("N")
      ->group(group);
  app.add_flag("--werror", flags.werror, "treat warnings as errors")->group(group);
  app.add_option("--rule", flags.rules, "severity of the findings of one code: off, note, warning or error")
      ->allow_extra_args(false)
      ->option_text("CODE=LEVEL")
      ->group(group);
  app.add_option("--max-errors", flags.max_errors,
                 "show at most so many errors, warnings and notes; 0: all; default: 100")
      ->option_text("N")
      ->group(group);
  app.add_option("--print-ir-after", flags.print_ir_after, "print the program after a pass, or after `all`")
      ->option_text("PASS")
      ->group(group);
  app.add_flag("--locs", flags.locations, "printed IR tells where each item was written")->group(group);
  app.add_flag("--verify-each", flags.verify_each, "check the compiler's own invariants after each pass")->group(group);
  app.add_flag("--time-passes", flags.time_passes, "tell how long each pass took")->group(group);
  app.add_flag("--verify-diagnostics", flags.verify_diagnostics,
               "compare diagnostics with `expected-error {{…}}` comments")
      ->group(group);
}

}  // namespace

void DeclareCompileFlags(CLI::App& app, CompileFlags& flags, EntryName entry_name) {
  DeclareInputs(app, flags);
  DeclareOutputs(app, flags);
  DeclareEntryFlags(app, flags.entry, entry_name);
  DeclareRun(app, flags);
}

std::string CheckCompileFlags(const CompileFlags& flags) {
  if (flags.entry.entry.empty() && HasEntryEdit(flags.entry)) {
    return "the flags of one entry need `--entry KEY`";
  }
  if (flags.entry.instance && flags.entry.entry.contains('/')) {
    return fmt::format("`-i` and the instance in `{}` exclude each other", flags.entry.entry);
  }
  if (flags.target && !ParseTarget(*flags.target)) {
    return fmt::format("`--target {}`: write it as podman-5.4", *flags.target);
  }
  for (const std::string& rule : flags.rules) {
    if (std::string wrong = RuleLevels().Set(rule); !wrong.empty()) return wrong;
  }
  if (!flags.print_ir_after.empty() && flags.print_ir_after != "all" && FindPass(flags.print_ir_after) == nullptr) {
    return fmt::format("`--print-ir-after {}`: there is no such pass", flags.print_ir_after);
  }
  return {};
}

unsigned JobsOf(const CompileFlags& flags) {
  return flags.jobs != 0 ? flags.jobs : std::max(1U, std::thread::hardware_concurrency());
}

bool HasEntryEdit(const EntryFlags& entry) {
  return entry.instance || !entry.sidecars.empty() || !entry.no_sidecars.empty() || !entry.env.empty() ||
         !entry.unset.empty() || entry.clean || entry.env_file || !entry.ports.empty() || !entry.volumes.empty() ||
         !entry.binds.empty() || !entry.encrypts.empty() || entry.network || entry.memory_max || entry.memory_high ||
         entry.memory_swap_max || entry.cpus;
}

std::optional<ir::PodmanVersion> ParseTarget(std::string_view text) {
  constexpr std::string_view kPrefix = "podman-";
  if (!text.starts_with(kPrefix)) return std::nullopt;
  const Halves halves = SplitFirst(text.substr(kPrefix.size()), '.');
  const auto major = ParseDecimal(halves.first);
  const auto minor = ParseDecimal(halves.second);
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint16_t>::max();
  if (!major || !minor || *major > kMost || *minor > kMost) return std::nullopt;
  return ir::PodmanVersion{static_cast<std::uint16_t>(*major), static_cast<std::uint16_t>(*minor)};
}

}  // namespace ovcc
