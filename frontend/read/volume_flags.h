#pragma once

#include <map>
#include <span>
#include <vector>

#include "frontend/project.h"
#include "frontend/read/command_line.h"
#include "frontend/read/context.h"
#include "ir/volume.h"

namespace ovcc {

/// Volume records of `--volume`, `--bind` and `--encrypt`, in this order; the first mention of a name counts. Reports
/// volume-flag-invalid, volume-type-unknown, volume-name-invalid, control-char. Source: §6.3.
[[nodiscard]] std::vector<ir::VolumeRecord> ReadVolumeFlags(ReadContext& context, const PlacedFlags& flags);

/// `over` into `records` by name: type and host are replaced, the container path stays; new names are appended (W17).
void MergeVolumes(std::vector<ir::VolumeRecord>& records, std::span<const ir::VolumeRecord> over);

/// Records of `OV_VOLUMES_<IMG>`, each variable read once. Source: §6.3.
class VolumeVariables {
 public:
  VolumeVariables(ReadContext& context, SourceManager& sources, const ProjectRequest& request)
      : context_(context), sources_(sources), request_(request) {}

  /// The records for entries of the base name `image`; empty where the variable is not set.
  [[nodiscard]] const std::vector<ir::VolumeRecord>& For(Symbol image);

 private:
  [[nodiscard]] std::vector<ir::VolumeRecord> Read(Symbol image);

  ReadContext& context_;
  SourceManager& sources_;
  const ProjectRequest& request_;
  std::map<Symbol, std::vector<ir::VolumeRecord>> known_;
};

}  // namespace ovcc
