#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/folder.h"
#include "support/file_system.h"

namespace ovcc {

/// A second folder of an output: holds the files whose names begin with `prefix`, without it.
struct FolderBeside {
  std::string prefix;  // `systemd/user/`
  std::string path;    // absolute; made when the first file goes there
};

/// The files of an output by name, wherever they lie. Operations are those of `Folder`, and may be called by several
/// threads as these. Interface, so that tests can make each step fail.
class OutputStore {
 public:
  OutputStore() = default;
  OutputStore(const OutputStore&) = delete;
  OutputStore& operator=(const OutputStore&) = delete;
  OutputStore(OutputStore&&) = default;
  OutputStore& operator=(OutputStore&&) = delete;
  virtual ~OutputStore() = default;

  /// Whether a file of this name has a place here.
  [[nodiscard]] virtual bool Holds(std::string_view name) const = 0;

  [[nodiscard]] virtual std::expected<std::optional<std::string>, IoError> Read(const std::string& name) const = 0;
  [[nodiscard]] virtual std::expected<std::optional<FileStamp>, IoError> Stamp(const std::string& name) const = 0;
  [[nodiscard]] virtual std::expected<FileStamp, IoError> Stage(const std::string& name, std::string_view bytes,
                                                                unsigned mode) = 0;
  [[nodiscard]] virtual std::expected<void, IoError> Commit(const std::string& name) = 0;
  [[nodiscard]] virtual std::expected<void, IoError> SetAside(const std::string& name) = 0;
  virtual void RemoveStaged() = 0;
  /// Whether there is certainly nothing at all.
  [[nodiscard]] virtual bool IsEmpty() const { return false; }
};

/// The real one: locked folders, `directory` first, so that two runs that share it wait for each other.
class DiskOutput final : public OutputStore {
 public:
  /// Makes `directory` if it is missing; the others are left missing.
  [[nodiscard]] static std::expected<DiskOutput, IoError> Open(const std::string& directory,
                                                               std::span<const FolderBeside> beside);

  [[nodiscard]] bool Holds(std::string_view name) const override;
  [[nodiscard]] std::expected<std::optional<std::string>, IoError> Read(const std::string& name) const override;
  [[nodiscard]] std::expected<std::optional<FileStamp>, IoError> Stamp(const std::string& name) const override;
  [[nodiscard]] std::expected<FileStamp, IoError> Stage(const std::string& name, std::string_view bytes,
                                                        unsigned mode) override;
  [[nodiscard]] std::expected<void, IoError> Commit(const std::string& name) override;
  [[nodiscard]] std::expected<void, IoError> SetAside(const std::string& name) override;
  void RemoveStaged() override;
  [[nodiscard]] bool IsEmpty() const override;

 private:
  // One folder, open if it exists.
  struct Part {
    [[nodiscard]] std::string Inside(const std::string& name) const { return name.substr(place.prefix.size()); }

    FolderBeside place;
    std::optional<Folder> folder;
  };

  DiskOutput() = default;

  [[nodiscard]] std::size_t PartOf(std::string_view name) const;

  std::vector<Part> parts_;  // the last one is `directory`, with an empty prefix
  std::unique_ptr<std::mutex> opening_ = std::make_unique<std::mutex>();  // of a folder that is missing
};

}  // namespace ovcc
