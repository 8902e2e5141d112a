#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/backend.h"
#include "backend/unit/diff.h"

namespace ovcc {

/// How a file of one output compares with the file of that name in another.
enum class FileState : std::uint8_t {
  Same,     // byte for byte
  Alike,    // comments, order or spelling differ, and nothing that Podman or systemd would do
  Changed,  // it means another thing
  Added,
  Removed,
};

struct FileComparison {
  std::string name;
  FileState state = FileState::Same;
  /// Of a changed file. In a file that is no unit each change is a line, without section and key.
  std::vector<backend::DirectiveChange> changes;
  /// What is wrong with the syntax of the unit in the first output; such a unit is never alike.
  std::vector<backend::UnitError> errors;
};

/// Compares two outputs, both sorted by name: every file of either, sorted by name.
[[nodiscard]] std::vector<FileComparison> CompareOutputs(std::span<const backend::OutputFile> before,
                                                         std::span<const backend::OutputFile> after);

/// Whether Podman's generator or systemd would read a file of this name as a unit.
[[nodiscard]] bool IsUnitName(std::string_view name);

}  // namespace ovcc
