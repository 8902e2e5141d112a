#pragma once

#include <array>
#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"
#include "ir/volume.h"

namespace ovcc {

struct ParsedVolumeFlag {
  std::string_view name;
  ir::VolumeType type = ir::VolumeType::Named;
  std::string_view host;  // empty: automatic
};

/// The words of deploy.yml, for suggestions.
inline constexpr std::array<std::string_view, 3> kVolumeTypes = {"bind", "encrypted", "volume"};

/// `--volume name:type[:host]` (`Kind::Type`: the word is none of the types), also an element of `OV_VOLUMES_…`.
/// Source: §6.3.
[[nodiscard]] std::expected<ParsedVolumeFlag, ScalarError> ParseVolumeFlag(std::string_view text);

/// `--bind name[=host]`.
[[nodiscard]] std::expected<ParsedVolumeFlag, ScalarError> ParseBindFlag(std::string_view text);

/// `--encrypt name`.
[[nodiscard]] std::expected<ParsedVolumeFlag, ScalarError> ParseEncryptFlag(std::string_view text);

/// The word after `type:` of a record: `volume`, `bind`, `encrypted`, `encrypt`; `Kind::Type` for others. Empty is
/// `volume`.
[[nodiscard]] std::expected<ir::VolumeType, ScalarError> ParseVolumeType(std::string_view text);

}  // namespace ovcc
