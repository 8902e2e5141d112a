// Asks git for the tree of a commit. Configuration and links are fetched in one call, because a project is read file by
// file; anything else that lies in the repository when somebody asks for it.
#include "driver/revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "driver/revision_files.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr int kUnknownName = 1;  // `rev-parse --quiet` about a name that means nothing

// What git said, without its own "fatal: ".
std::string_view Reason(const ProcessResult& result) {
  constexpr std::string_view kPrefix = "fatal: ";
  std::string_view line = Trim(SplitFirst(Trim(result.error), '\n').first);
  if (line.starts_with(kPrefix)) line.remove_prefix(kPrefix.size());
  return line;
}

/// Git in one folder.
class Git {
 public:
  Git(const CommandContext& context, std::string folder)
      : context_(&context), folder_(std::move(folder)), environment_(context.environment.all()) {
    // In a hook git tells its children which repository and index they serve.
    for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"}) {
      environment_.erase(name);
    }
    environment_["LC_ALL"] = "C";
  }

  [[nodiscard]] std::expected<ProcessResult, RevisionError> Run(std::vector<std::string> arguments,
                                                                std::string_view input = "") const {
    arguments.insert(arguments.begin(), {"git", "-C", folder_});
    auto result = context_->processes.Run({std::move(arguments), input, environment_});
    if (result) return *std::move(result);
    return std::unexpected(RevisionError{
        ExitStatus::Machine, fmt::format("cannot run `git`, which reads revisions: {}", result.error().reason)});
  }

  /// Standard output of a call that must end well.
  [[nodiscard]] std::expected<std::string, RevisionError> Output(std::vector<std::string> arguments,
                                                                 std::string_view input = "") const {
    const std::string command = arguments.front();
    auto result = Run(std::move(arguments), input);
    if (!result) return std::unexpected(result.error());
    if (result->status == 0) return std::move(result->output);
    return std::unexpected(RevisionError{ExitStatus::Machine, fmt::format("`git {}` failed with exit status {}: {}",
                                                                          command, result->status, Reason(*result))});
  }

  /// One line that `rev-parse` prints about the repository.
  [[nodiscard]] std::expected<std::string, RevisionError> Ask(const char* question) const {
    auto result = Run({"rev-parse", question});
    if (!result) return std::unexpected(result.error());
    if (result->status != 0) {
      return std::unexpected(
          RevisionError{ExitStatus::Usage,
                        fmt::format("`{}` is in no git repository that can be used: {}", folder_, Reason(*result))});
    }
    if (result->output.ends_with('\n')) result->output.pop_back();
    return std::move(result->output);
  }

 private:
  const CommandContext* context_;
  std::string folder_;
  std::map<std::string, std::string> environment_;
};

// The folder itself, or the nearest one above that still exists.
std::string ExistingFolder(std::string folder, const FileSystem& files) {
  while (folder != "/" && files.Status(folder) != EntryKind::Directory) folder = CleanPath(JoinPath(folder, ".."));
  return folder;
}

std::expected<std::string, RevisionError> FindCommit(const Git& git, const std::string& name) {
  auto result = git.Run({"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  if (!result) return std::unexpected(result.error());
  if (result->status == 0) return std::string(Trim(result->output));
  std::string message = fmt::format("`{}` is no revision of the repository", name);
  if (const std::string_view reason = Reason(*result); result->status != kUnknownName && !reason.empty()) {
    message += fmt::format(": {}", reason);
  }
  if (git.Ask("--is-shallow-repository") == "true") {
    message += "\nhelp: the repository is a shallow clone, which lacks most of its history: `git fetch --unshallow`";
  }
  return std::unexpected(RevisionError{ExitStatus::Usage, std::move(message)});
}

// Rows of `ls-tree -z`: `MODE TYPE OBJECT<tab>PATH<nul>`.
std::vector<TreeRow> ParseTree(std::string_view text) {
  std::vector<TreeRow> rows;
  while (!text.empty()) {
    const Halves record = SplitFirst(text, '\0');
    text = record.second;
    const Halves columns = SplitFirst(record.first, '\t');
    const Halves mode = SplitFirst(columns.first, ' ');
    const Halves type = SplitFirst(mode.second, ' ');
    TreeRow row{.path = std::string(columns.second), .object = std::string(type.second)};
    if (mode.first == "120000") row.kind = TreeRow::Kind::Link;
    if (mode.first == "160000") row.kind = TreeRow::Kind::Submodule;
    rows.push_back(std::move(row));
  }
  return rows;
}

bool IsReadAhead(const TreeRow& row) {
  return row.kind == TreeRow::Kind::Link ||
         (row.kind == TreeRow::Kind::File && (row.path.ends_with(".yml") || row.path.ends_with(".yaml")));
}

// What `cat-file --batch` answers, once for each object: `OBJECT TYPE SIZE<newline>BYTES<newline>`, or `OBJECT
// missing`.
std::map<std::string, std::string> ParseBatch(std::string_view text) {
  std::map<std::string, std::string> blobs;
  while (!text.empty()) {
    const Halves record = SplitFirst(text, '\n');
    const std::vector<std::string_view> columns = Split(record.first, ' ');
    const auto size = columns.size() == 3 ? ParseDecimal(columns[2]) : std::nullopt;
    text = record.second;
    if (!size || text.size() <= *size) continue;
    blobs.emplace(columns[0], text.substr(0, *size));
    text.remove_prefix(*size + 1);
  }
  return blobs;
}

}  // namespace

std::expected<Revision, RevisionError> OpenRevision(const std::string& name, const std::string& folder,
                                                    const CommandContext& context) {
  const std::string place = ExistingFolder(CleanPath(JoinPath(context.working_directory, folder)), context.files);
  const Git git(context, place);
  const auto root = git.Ask("--show-toplevel");
  if (!root) return std::unexpected(root.error());
  const auto prefix = git.Ask("--show-prefix");
  if (!prefix) return std::unexpected(prefix.error());
  const auto commit = FindCommit(git, name);
  if (!commit) return std::unexpected(commit.error());
  const auto tree = git.Output({"ls-tree", "-r", "-z", "--full-tree", *commit});
  if (!tree) return std::unexpected(tree.error());
  const std::vector<TreeRow> rows = ParseTree(*tree);
  std::string wanted;
  for (const TreeRow& row : rows) {
    if (IsReadAhead(row)) wanted += row.object + "\n";
  }
  const auto batch = git.Output({"cat-file", "--batch"}, wanted);
  if (!batch) return std::unexpected(batch.error());

  BlobReader blobs = [git,
                      known = ParseBatch(*batch)](const std::string& object) -> std::expected<std::string, IoError> {
    if (const auto found = known.find(object); found != known.end()) return found->second;
    auto bytes = git.Output({"cat-file", "blob", object});
    if (!bytes) return std::unexpected(IoError{object, bytes.error().message});
    return *std::move(bytes);
  };
  std::vector<TreeMount> mounts = {{place, prefix->empty() ? "" : CleanPath(*prefix)}, {CleanPath(*root), ""}};
  return Revision{*commit, std::make_unique<RevisionFiles>(rows, std::move(mounts), context.working_directory,
                                                           std::move(blobs), context.files)};
}

}  // namespace ovcc
