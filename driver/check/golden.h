#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "driver/compare_outputs.h"
#include "driver/unit_folder.h"

namespace ovcc {

/// How a golden file stands to what was compiled.
enum class GoldenState : std::uint8_t {
  Same,
  Alike,    // no difference: it means the same
  Changed,  // the golden file says another thing
  Missing,  // nothing in the folder
  Stale,    // an earlier run wrote it, and nothing makes it any more
  Extra,    // somebody else put it there
};

struct GoldenFile {
  GoldenState state = GoldenState::Same;
  FileComparison comparison;  // from the golden file to the compiled one
};

/// The outcome of a check.
struct GoldenReport {
  std::string folder;             // as the user named it
  std::vector<GoldenFile> files;  // sorted by name
  bool exact = false;             // files that are alike are differences, too

  [[nodiscard]] bool Differs(const GoldenFile& file) const;
  [[nodiscard]] std::size_t Differences() const;
  [[nodiscard]] std::size_t CountOf(GoldenState state) const;
};

/// Compares the golden files with the compiled ones, sorted by name. With `only`, a deploy key, the files of others are
/// not looked at: `compiled` holds the files of that entry alone.
[[nodiscard]] std::vector<GoldenFile> CompareGolden(const UnitFolder& golden,
                                                    std::span<const backend::OutputFile> compiled,
                                                    const std::optional<std::string>& only);

/// `changed`, `missing`, …
[[nodiscard]] std::string_view NameOf(GoldenState state);

}  // namespace ovcc
