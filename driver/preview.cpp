// A dry run: the same steps as a real one, over a store that only remembers them.
#include "driver/preview.h"

#include <map>

#include "backend/manifest.h"
#include "support/line_diff.h"

namespace ovcc {
namespace {

class RememberingStore final : public OutputStore {
 public:
  RememberingStore(const OutputRequest& request, const FileSystem& disk) : request_(request), disk_(disk) {}

  [[nodiscard]] bool Holds(std::string_view name) const override {
    return FolderOf(name) != nullptr || IsInside(name) || !name.contains('/');
  }

  [[nodiscard]] std::expected<std::optional<std::string>, IoError> Read(const std::string& name) const override {
    auto bytes = disk_.Read(PathOf(name));
    if (bytes) return std::optional(std::move(*bytes));
    if (bytes.error().not_found) return std::optional<std::string>();
    return std::unexpected(bytes.error());
  }

  [[nodiscard]] std::expected<std::optional<FileStamp>, IoError> Stamp(const std::string& name) const override {
    auto bytes = Read(name);
    if (!bytes) return std::unexpected(bytes.error());
    return *bytes ? std::optional(FileStamp()) : std::nullopt;
  }

  [[nodiscard]] std::expected<FileStamp, IoError> Stage(const std::string& name, std::string_view bytes,
                                                        unsigned /*mode*/) override {
    staged_.insert_or_assign(name, std::string(bytes));
    return FileStamp();
  }
  [[nodiscard]] std::expected<void, IoError> Commit(const std::string& name) override {
    result_.insert_or_assign(name, staged_[name]);
    return {};
  }
  [[nodiscard]] std::expected<void, IoError> SetAside(const std::string& name) override {
    result_.insert_or_assign(name, std::nullopt);
    return {};
  }
  void RemoveStaged() override {}

  [[nodiscard]] std::string Diffs() const {
    std::string text;
    for (const auto& [name, bytes] : result_) {
      if (name == backend::kManifestName) continue;
      const auto before = Read(name);
      const bool existed = before && *before;
      text += UnifiedDiff(existed ? PathOf(name) : "/dev/null", existed ? **before : "",
                          bytes ? PathOf(name) : "/dev/null", bytes.value_or(""));
    }
    return text;
  }

 private:
  [[nodiscard]] const FolderBeside* FolderOf(std::string_view name) const {
    for (const FolderBeside& folder : request_.beside) {
      if (name.starts_with(folder.prefix)) return &folder;
    }
    return nullptr;
  }
  [[nodiscard]] bool IsInside(std::string_view name) const {
    return request_.beside.empty() && name.starts_with("tunnels/");
  }
  [[nodiscard]] std::string PathOf(const std::string& name) const {
    const FolderBeside* folder = FolderOf(name);
    return folder == nullptr ? JoinPath(request_.directory, name)
                             : JoinPath(folder->path, name.substr(folder->prefix.size()));
  }

  const OutputRequest& request_;
  const FileSystem& disk_;
  std::map<std::string, std::string> staged_;
  std::map<std::string, std::optional<std::string>> result_;  // nothing: the file goes
};

}  // namespace

std::expected<std::string, OutputFailure> PreviewOutput(std::span<const backend::OutputFile> files,
                                                        const OutputRequest& request, const FileSystem& disk) {
  RememberingStore store(request, disk);
  const auto report = WriteOutput(files, request, store);
  if (!report) return std::unexpected(report.error());
  return store.Diffs();
}

}  // namespace ovcc
