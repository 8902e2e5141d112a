#pragma once

#include <cstdint>
#include <string_view>

#include "support/source_manager.h"

namespace ovcc {

/// The place of a span as people count; the end is behind its last character. Zeros for an empty span.
struct Region {
  std::string_view file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;
};

[[nodiscard]] Region RegionOf(Span span, const SourceManager& sources);

/// The region of bytes `[begin, end)` of one file.
[[nodiscard]] Region RegionOf(std::size_t file, std::size_t begin, std::size_t end, const SourceManager& sources);

}  // namespace ovcc
