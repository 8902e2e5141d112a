// Finds the earlier revision. A commit is read under names of its own, so that people can tell its files from those of
// the working tree.
#include "driver/breaking/against.h"

#include <utility>

#include "support/text.h"

namespace ovcc::breaking {
namespace {

/// Another file system, in which names that begin with `prefix` mean what stands behind it.
class PrefixedFiles final : public FileSystem {
 public:
  PrefixedFiles(const FileSystem& below, std::string prefix) : below_(below), prefix_(std::move(prefix)) {}

  [[nodiscard]] std::expected<std::string, IoError> Read(const std::string& path) const override {
    return Named(path, below_.Read(Below(path)));
  }
  [[nodiscard]] std::expected<EntryKind, IoError> Status(const std::string& path) const override {
    return Named(path, below_.Status(Below(path)));
  }
  [[nodiscard]] std::expected<std::vector<DirectoryEntry>, IoError> List(const std::string& path) const override {
    return Named(path, below_.List(Below(path)));
  }
  [[nodiscard]] bool ReadableByAll(const std::string& path) const override { return below_.ReadableByAll(Below(path)); }

 private:
  [[nodiscard]] std::string Below(const std::string& path) const {
    return path.starts_with(prefix_) ? path.substr(prefix_.size()) : path;
  }

  template <class Value>
  static std::expected<Value, IoError> Named(const std::string& path, std::expected<Value, IoError> result) {
    if (!result) result.error().path = path;
    return result;
  }

  const FileSystem& below_;
  std::string prefix_;
};

/// `main:./PATH`, and `main:/PATH` for an absolute one.
std::string InRevision(const std::string& prefix, const std::string& path) {
  if (path == ".") return prefix + ".";
  return path.starts_with('/') ? prefix + path : prefix + "./" + path;
}

/// The deploy.yml of another folder that corresponds to the one that the flags name; that one itself where it lies
/// outside of the project.
std::string DeployIn(const std::string& folder, const CompileFlags& flags, const std::string& working_directory) {
  const std::string deploy = CleanPath(JoinPath(working_directory, *flags.deploy));
  const std::string project = CleanPath(JoinPath(working_directory, flags.project)) + "/";
  return deploy.starts_with(project) ? JoinPath(folder, deploy.substr(project.size())) : *flags.deploy;
}

}  // namespace

std::expected<Against, RevisionError> OpenAgainst(const std::string& name, const CompileFlags& flags,
                                                  const CommandContext& context) {
  Against against;
  against.flags = flags;
  const auto status = context.files.Status(JoinPath(context.working_directory, name));
  if (status && *status == EntryKind::Directory) {
    against.flags.project = name;
    if (flags.deploy && *flags.deploy != "-") {
      against.flags.deploy = DeployIn(name, flags, context.working_directory);
    }
    return against;
  }
  auto revision = OpenRevision(name, flags.project, context);
  if (!revision) return std::unexpected(std::move(revision.error()));
  const std::string prefix = name + ":";
  against.revision = std::move(revision->files);
  against.files = std::make_unique<PrefixedFiles>(*against.revision, prefix);
  against.flags.project = InRevision(prefix, flags.project);
  if (flags.deploy && *flags.deploy != "-") against.flags.deploy = InRevision(prefix, *flags.deploy);
  return against;
}

}  // namespace ovcc::breaking
