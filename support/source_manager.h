#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/span.h"

namespace ovcc {

/// Where a byte stands, as a person counts: from 1, columns in characters (code points), a tab being one.
struct Position {
  std::string_view file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// Owns the bytes of every input of a run, in one 32-bit address space. Files are never removed, so views and spans
/// stay valid as long as the manager.
class SourceManager {
 public:
  class File {
   public:
    File(std::string file_name, std::string file_bytes, std::uint32_t file_base)
        : name(std::move(file_name)), bytes(std::move(file_bytes)), base(file_base) {}

    const std::string name;  // as shown to people: the path as it was reached, or `<command line>`
    const std::string bytes;
    const std::uint32_t base;  // global offset of the first byte; never 0

    /// Where lines begin, as offsets within the file; the first one is 0. Found when somebody asks: a file without
    /// findings is never looked through. Safe to call from several threads.
    [[nodiscard]] const std::vector<std::uint32_t>& line_starts() const;
    /// Characters before each block of `kBlock` bytes.
    [[nodiscard]] const std::vector<std::uint32_t>& characters_before_block() const;

    static constexpr std::size_t kBlock = 1024;

   private:
    void Count() const;

    mutable std::once_flag counted_;
    mutable std::vector<std::uint32_t> line_starts_;
    mutable std::vector<std::uint32_t> characters_before_block_;
  };

  SourceManager() = default;
  SourceManager(const SourceManager&) = delete;
  SourceManager& operator=(const SourceManager&) = delete;
  SourceManager(SourceManager&&) = default;
  SourceManager& operator=(SourceManager&&) = default;
  ~SourceManager() = default;

  /// Takes over the bytes of a file. Returns its index, or nothing once all inputs together would pass 4 GiB.
  [[nodiscard]] std::expected<std::size_t, std::string> Add(std::string name, std::string bytes);

  [[nodiscard]] const File& file(std::size_t index) const { return *files_[index]; }
  [[nodiscard]] std::size_t file_count() const { return files_.size(); }

  /// Span of `length` bytes at `offset` in file `index`.
  [[nodiscard]] Span SpanOf(std::size_t index, std::uint32_t offset, std::uint32_t length) const;

  /// The whole file as a span. The end of file belongs to it, so that an empty file has a place too.
  [[nodiscard]] Span WholeFile(std::size_t index) const;

  /// The file that holds `span`, or null for an empty span.
  [[nodiscard]] const File* FileOf(Span span) const;

  /// Start of `span`. An empty span gives an empty file name and zeros.
  [[nodiscard]] Position Locate(Span span) const;

  /// The bytes that `span` covers.
  [[nodiscard]] std::string_view TextOf(Span span) const;

  /// The whole line, without its line break, in which the byte `offset` (global) stands, and the span it covers.
  [[nodiscard]] Span LineAt(std::uint32_t offset) const;

 private:
  std::vector<std::unique_ptr<File>> files_;
};

}  // namespace ovcc
