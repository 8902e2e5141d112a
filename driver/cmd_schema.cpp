// `ovcc schema`: JSON Schema of the files that ovcc reads, one on standard output or all of them in a folder.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <vector>

#include "driver/command.h"
#include "driver/folder.h"
#include "frontend/json_schema/json_schema.h"
#include "support/suggest.h"

namespace ovcc {
namespace {

constexpr unsigned kReadable = 0644;

std::string ListOfKinds() {
  std::string list = "kinds of files:\n";
  for (const schema::FileKind& kind : schema::FileKinds()) {
    list += fmt::format("  {:<10} {:<15} {}\n", kind.name, kind.file, kind.title);
  }
  return list;
}

/// All schemas, or the `IoError` that left some of them unwritten.
std::expected<void, IoError> WriteAll(const std::string& path) {
  const auto folder = Folder::OpenLocked(path);
  if (!folder) return std::unexpected(folder.error());
  for (const schema::FileKind& kind : schema::FileKinds()) {
    const std::string name = schema::SchemaFileName(kind);
    if (auto staged = folder->Stage(name, schema::JsonSchema(kind), kReadable); !staged)
      return std::unexpected(staged.error());
    if (auto committed = folder->Commit(name); !committed) return committed;
  }
  return {};
}

ExitStatus WriteFolder(const CommandContext& context, const std::string& path) {
  const auto written = WriteAll(JoinPath(context.working_directory, path));
  if (written) return ExitStatus::Done;
  context.console.Err(
      fmt::format("ovcc: error: cannot write `{}`: {}\n", written.error().path, written.error().reason));
  return ExitStatus::Machine;
}

ExitStatus UnknownKind(const CommandContext& context, const std::string& name) {
  std::vector<std::string_view> known;
  for (const schema::FileKind& kind : schema::FileKinds()) known.push_back(kind.name);
  const std::string_view nearest = Nearest(name, known);
  const std::string hint = nearest.empty() ? std::string() : fmt::format("; did you mean `{}`?", nearest);
  return UsageError(context, fmt::format("there is no kind of file `{}`{}", name, hint));
}

ExitStatus PrintOne(const CommandContext& context, const std::string& name) {
  const auto kinds = schema::FileKinds();
  const auto kind = std::ranges::find(kinds, name, &schema::FileKind::name);
  if (kind == kinds.end()) return UnknownKind(context, name);
  context.console.Out(schema::JsonSchema(*kind));
  return ExitStatus::Done;
}

}  // namespace

CommandRunner DeclareSchema(CLI::App& app) {
  struct Flags {
    std::string kind;
    std::string out;
  };
  const auto flags = std::make_shared<Flags>();
  app.add_option("kind", flags->kind, "the kind of file")->option_text("KIND");
  app.add_option("--out", flags->out, "write the schemas of all kinds into this folder")->option_text("DIR");
  app.footer("\n" + ListOfKinds());
  return [flags](const CommandContext& context) {
    if (!flags->kind.empty() && !flags->out.empty()) return UsageError(context, "name a KIND or `--out`, not both");
    if (!flags->out.empty()) return WriteFolder(context, flags->out);
    if (!flags->kind.empty()) return PrintOne(context, flags->kind);
    const ExitStatus status = UsageError(context, "name a KIND, or a folder with `--out`");
    context.console.Err(ListOfKinds());
    return status;
  };
}

}  // namespace ovcc
