#pragma once

#include <cstdint>

namespace ovcc {

/// Half-open range of source text, in bytes. All files of a run lie end to end in one 32-bit address space that
/// `SourceManager` owns; line and column are computed only when printing. An empty span (both zero) means "not
/// written anywhere": a default, or the work of a pass.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool empty() const { return begin == 0; }
  [[nodiscard]] bool Contains(Span other) const { return !empty() && begin <= other.begin && other.end <= end; }
  friend bool operator==(Span, Span) = default;
};

}  // namespace ovcc
