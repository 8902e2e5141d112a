// `ovcc diff`: compares two outputs, whatever they come from, and tells what a deploy of the second one would do (§18).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "driver/command.h"
#include "driver/diff/render.h"

namespace ovcc {
namespace {

struct DiffFlags {
  CompileFlags compile;
  std::vector<std::string> sides;
  std::vector<std::string> revisions;
  std::string format = "text";
};

// The sides as they were typed: `--rev` may stand before, between and behind the others.
std::vector<SideRequest> SidesOf(const DiffFlags& flags, const CLI::App& app, const CLI::Option* revision,
                                 const CLI::Option* side) {
  std::vector<SideRequest> requests;
  auto next_revision = flags.revisions.begin();
  auto next_side = flags.sides.begin();
  for (const CLI::Option* option : app.parse_order()) {
    if (option == revision && next_revision != flags.revisions.end()) {
      requests.push_back({SideKind::Revision, *next_revision++});
    } else if (option == side && next_side != flags.sides.end()) {
      const bool is_target = ParseTarget(*next_side).has_value();
      requests.push_back({is_target ? SideKind::Target : SideKind::Folder, *next_side++});
    }
  }
  return requests;
}

// What is missing on the right is the project as it is; on the left, the project without the flags of one entry.
std::string Complete(const DiffFlags& flags, std::vector<SideRequest>& sides) {
  if (sides.size() > 2) return "there are two sides to compare, not more";
  if (sides.empty() && !HasEntryEdit(flags.compile.entry)) {
    return "say what to compare: `--rev REV`, a folder, `podman-X.Y`, or `--entry KEY` and its flags";
  }
  if (sides.empty()) sides.emplace_back();
  if (sides.size() == 1) sides.emplace_back();
  return "";
}

// With `--only` or the flags of one entry, a folder must be a project: units do not tell which entry they come from.
std::expected<void, ExitStatus> CheckFolders(const DiffFlags& flags, const std::vector<SideRequest>& sides,
                                             const CommandContext& context) {
  for (const SideRequest& side : sides) {
    if (side.kind != SideKind::Folder) continue;
    const auto is_output = IsOutputFolder(side.name, context);
    if (!is_output) return std::unexpected(is_output.error());
    if (!*is_output) continue;
    if (flags.compile.only) {
      return std::unexpected(
          UsageError(context, fmt::format("`--only` needs two sides that are compiled; `{}` holds units", side.name)));
    }
    if (&side == &sides.back() && HasEntryEdit(flags.compile.entry)) {
      return std::unexpected(UsageError(
          context, fmt::format("the flags of one entry change the second side, and `{}` holds units", side.name)));
    }
  }
  return {};
}

ExitStatus Compare(const DiffFlags& flags, const std::vector<SideRequest>& sides, const CommandContext& context) {
  // The flags of one entry belong to what is about to be; two targets are of one program.
  const bool of_targets = sides[0].kind == SideKind::Target && sides[1].kind == SideKind::Target;
  CompileFlags before_flags = flags.compile;
  if (!of_targets) before_flags.entry = {};
  auto before = LoadSide(sides[0], std::move(before_flags), Findings::Errors, context);
  if (!before) return before.error();
  auto after = LoadSide(sides[1], flags.compile, Findings::All, context);
  if (!after) return after.error();

  DiffReport report{*std::move(before), *std::move(after), {}, {}};
  report.files = CompareOutputs(report.before.files, report.after.files);
  report.services = FindServiceChanges(report.after.files, report.files);
  context.console.Out(flags.format == "json" ? DiffJson(report) : DiffText(report, context.console.out_colour()));
  return report.IsSame() ? ExitStatus::Done : ExitStatus::Errors;
}

ExitStatus RunDiff(const DiffFlags& flags, std::vector<SideRequest> sides, const CommandContext& context) {
  if (const std::string wrong = Complete(flags, sides); !wrong.empty()) return UsageError(context, wrong);
  if (const std::string wrong = CheckCompileFlags(flags.compile); !wrong.empty()) return UsageError(context, wrong);
  if (const auto checked = CheckFolders(flags, sides, context); !checked) return checked.error();
  return Compare(flags, sides, context);
}

}  // namespace

CommandRunner DeclareDiff(CLI::App& app) {
  const auto flags = std::make_shared<DiffFlags>();
  const std::string group = "Comparison";
  const CLI::Option* side =
      app.add_option("sides", flags->sides,
                     "folders with units or with a project, or targets as podman-5.4; what is missing is the project")
          ->option_text("A B")
          ->expected(0, 2);
  const CLI::Option* revision =
      app.add_option("--rev", flags->revisions, "a side: the project in a revision of its git repository")
          ->allow_extra_args(false)
          ->option_text("REV")
          ->group(group);
  app.add_option("--format", flags->format, "text or json; default: text")
      ->check(CLI::IsMember({"text", "json"}))
      ->option_text("FORM")
      ->group(group);
  DeclareCompileFlags(app, flags->compile);
  return [flags, &app, revision, side](const CommandContext& context) {
    return RunDiff(*flags, SidesOf(*flags, app, revision, side), context);
  };
}

}  // namespace ovcc
