// Sides of `ovcc diff`: each becomes the files of an output, whatever it was.
#include "driver/diff/side.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "driver/compare_outputs.h"
#include "driver/revision.h"
#include "driver/unit_folder.h"

namespace ovcc {
namespace {

using backend::OutputFile;

std::unexpected<ExitStatus> Failed(std::string_view message, ExitStatus status, const CommandContext& context) {
  context.console.Err(fmt::format("ovcc: error: {}\n", message));
  return std::unexpected(status);
}

std::unexpected<ExitStatus> Unreadable(const IoError& error, const CommandContext& context) {
  return Failed(fmt::format("cannot read `{}`: {}", error.path, error.reason), ExitStatus::Machine, context);
}

std::expected<std::vector<OutputFile>, ExitStatus> Compiled(const Side& side, const CompileFlags& flags,
                                                            Findings findings, const CommandContext& context) {
  Compilation compilation;
  auto files = CompileFiles(flags, findings, context, compilation);
  if (files) return *std::move(files);
  return Failed(fmt::format("{} does not compile: there is nothing to compare", side.shown), ExitStatus::Usage,
                context);
}

std::expected<std::vector<OutputFile>, ExitStatus> ReadFolder(const std::string& name, const CommandContext& context) {
  auto folder = ReadUnitFolder(JoinPath(context.working_directory, name), context.files);
  if (!folder) return Unreadable(folder.error(), context);
  return std::move(folder->files);
}

std::expected<std::vector<OutputFile>, ExitStatus> CompiledRevision(Side& side, const CompileFlags& flags,
                                                                    Findings findings, const CommandContext& context) {
  constexpr std::size_t kShortCommit = 12;
  const auto revision = OpenRevision(side.request.name, flags.project, context);
  if (!revision) return Failed(revision.error().message, revision.error().status, context);
  side.commit = revision->commit;
  side.shown += fmt::format(" ({})", side.commit.substr(0, kShortCommit));
  return Compiled(
      side, flags, findings,
      {context.console, context.environment, *revision->files, context.processes, context.working_directory});
}

}  // namespace

std::expected<bool, ExitStatus> IsOutputFolder(const std::string& folder, const CommandContext& context) {
  constexpr std::array<std::string_view, 4> kProject = {"image.yml", "images.yml", "overthink.yml", "deploy.yml"};
  const auto entries = context.files.List(JoinPath(context.working_directory, folder));
  if (!entries) return Unreadable(entries.error(), context);
  const auto any = [&](auto condition) { return std::ranges::any_of(*entries, condition); };
  if (any([&](const DirectoryEntry& entry) { return std::ranges::find(kProject, entry.name) != kProject.end(); })) {
    return false;
  }
  const bool has_units = any([](const DirectoryEntry& entry) {
    return IsUnitName(entry.name) || entry.name == backend::kManifestName || entry.name == "tunnels";
  });
  if (has_units || entries->empty()) return true;
  return Failed(fmt::format("`{}` holds neither units nor a project", folder), ExitStatus::Usage, context);
}

std::expected<Side, ExitStatus> LoadSide(const SideRequest& request, CompileFlags flags, Findings findings,
                                         const CommandContext& context) {
  Side side{.request = request, .commit = {}, .shown = fmt::format("`{}`", request.name), .files = {}};
  std::expected<std::vector<OutputFile>, ExitStatus> files;
  switch (request.kind) {
    case SideKind::Project:
      side.shown =
          flags.entry.entry.empty() ? "the project" : fmt::format("the project with `{}` changed", flags.entry.entry);
      files = Compiled(side, flags, findings, context);
      break;
    case SideKind::Folder: {
      const auto is_output = IsOutputFolder(request.name, context);
      if (!is_output) return std::unexpected(is_output.error());
      flags.project = request.name;
      files = *is_output ? ReadFolder(request.name, context) : Compiled(side, flags, findings, context);
      break;
    }
    case SideKind::Revision:
      files = CompiledRevision(side, flags, findings, context);
      break;
    case SideKind::Target:
      flags.target = request.name;
      files = Compiled(side, flags, findings, context);
      break;
  }
  if (!files) return std::unexpected(files.error());
  side.files = *std::move(files);
  return side;
}

}  // namespace ovcc
