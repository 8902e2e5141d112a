// An output that lies in one folder or in several: the prefix of a name says in which.
#include "driver/output_store.h"

#include <algorithm>
#include <utility>

namespace ovcc {

std::expected<DiskOutput, IoError> DiskOutput::Open(const std::string& directory,
                                                    std::span<const FolderBeside> beside) {
  DiskOutput output;
  // Always in this order: two runs never wait for each other crosswise.
  auto main = Folder::OpenLocked(directory);
  if (!main) return std::unexpected(main.error());
  for (const FolderBeside& place : beside) {
    auto folder = Folder::OpenLockedIfThere(place.path);
    if (!folder) return std::unexpected(folder.error());
    output.parts_.push_back({place, std::move(*folder)});
  }
  output.parts_.push_back({{"", directory}, std::move(*main)});
  return output;
}

bool DiskOutput::Holds(std::string_view name) const {
  constexpr std::string_view kTunnels = "tunnels/";
  const Part& part = parts_[PartOf(name)];
  std::string_view rest = name.substr(part.place.prefix.size());
  if (part.place.prefix.empty() && rest.starts_with(kTunnels)) rest.remove_prefix(kTunnels.size());
  return !rest.contains('/');
}

std::expected<std::optional<std::string>, IoError> DiskOutput::Read(const std::string& name) const {
  const Part& part = parts_[PartOf(name)];
  if (!part.folder) return std::optional<std::string>();
  return part.folder->Read(part.Inside(name));
}

std::expected<std::optional<FileStamp>, IoError> DiskOutput::Stamp(const std::string& name) const {
  const Part& part = parts_[PartOf(name)];
  if (!part.folder) return std::optional<FileStamp>();
  return part.folder->Stamp(part.Inside(name));
}

std::expected<FileStamp, IoError> DiskOutput::Stage(const std::string& name, std::string_view bytes, unsigned mode) {
  Part& part = parts_[PartOf(name)];
  if (!part.place.prefix.empty()) {
    const std::lock_guard lock(*opening_);
    if (!part.folder) {
      auto folder = Folder::OpenLocked(part.place.path);
      if (!folder) return std::unexpected(folder.error());
      part.folder.emplace(std::move(*folder));
    }
  }
  return part.folder->Stage(part.Inside(name), bytes, mode);
}

std::expected<void, IoError> DiskOutput::Commit(const std::string& name) {
  const Part& part = parts_[PartOf(name)];
  if (!part.folder) return std::unexpected(IoError{JoinPath(part.place.path, name), "there is no such folder", true});
  return part.folder->Commit(part.Inside(name));
}

std::expected<void, IoError> DiskOutput::SetAside(const std::string& name) {
  const Part& part = parts_[PartOf(name)];
  if (!part.folder) return {};
  return part.folder->SetAside(part.Inside(name));
}

void DiskOutput::RemoveStaged() {
  for (const Part& part : parts_) {
    if (part.folder) part.folder->RemoveStaged();
  }
}

bool DiskOutput::IsEmpty() const {
  return std::ranges::all_of(parts_, [](const Part& part) { return !part.folder || part.folder->IsEmpty(); });
}

std::size_t DiskOutput::PartOf(std::string_view name) const {
  std::size_t at = 0;
  while (!name.starts_with(parts_[at].place.prefix)) ++at;  // the last prefix is empty
  return at;
}

}  // namespace ovcc
