// All inputs of a run in one 32-bit address space. Between two files one offset is left free, so that the end of a file
// belongs to that file alone. LF, CR LF and a lone CR end a line.
#include "support/source_manager.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "support/check.h"

namespace ovcc {
namespace {

constexpr std::size_t kBlock = SourceManager::File::kBlock;

/// Characters that begin in `text`.
std::uint32_t CountCharacters(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Characters before each block of `bytes`: many findings may stand on one line that is as long as its file.
std::vector<std::uint32_t> CharactersBeforeBlocks(std::string_view bytes) {
  std::vector<std::uint32_t> counts = {0};
  for (std::size_t begin = 0; begin + kBlock <= bytes.size(); begin += kBlock) {
    counts.push_back(counts.back() + CountCharacters(bytes.substr(begin, kBlock)));
  }
  return counts;
}

/// Characters that begin before `offset`.
std::uint32_t CharactersBefore(const SourceManager::File& file, std::uint32_t offset) {
  const std::size_t block = offset / kBlock;
  const std::string_view rest = std::string_view(file.bytes).substr(block * kBlock, offset % kBlock);
  return file.characters_before_block()[block] + CountCharacters(rest);
}

std::vector<std::uint32_t> LineStarts(std::string_view bytes) {
  std::vector<std::uint32_t> starts = {0};
  const bool returns = bytes.find('\r') != std::string_view::npos;
  const std::string_view breaks = returns ? "\r\n" : "\n";
  for (std::size_t at = 0;;) {
    at = returns ? bytes.find_first_of(breaks, at) : bytes.find('\n', at);
    if (at == std::string_view::npos) return starts;
    at += bytes.substr(at).starts_with("\r\n") ? 2 : 1;
    starts.push_back(static_cast<std::uint32_t>(at));
  }
}

/// Index of the line that holds `offset`.
std::size_t LineIndex(const SourceManager::File& file, std::uint32_t offset) {
  const std::vector<std::uint32_t>& starts = file.line_starts();
  return static_cast<std::size_t>(std::ranges::upper_bound(starts, offset) - starts.begin()) - 1;
}

std::uint32_t SizeOf(const SourceManager::File& file) { return static_cast<std::uint32_t>(file.bytes.size()); }

}  // namespace

const std::vector<std::uint32_t>& SourceManager::File::line_starts() const {
  Count();
  return line_starts_;
}

const std::vector<std::uint32_t>& SourceManager::File::characters_before_block() const {
  Count();
  return characters_before_block_;
}

void SourceManager::File::Count() const {
  std::call_once(counted_, [this] {
    line_starts_ = LineStarts(bytes);
    characters_before_block_ = CharactersBeforeBlocks(bytes);
  });
}

std::expected<std::size_t, std::string> SourceManager::Add(std::string name, std::string bytes) {
  const std::uint64_t base = files_.empty() ? 1 : std::uint64_t{files_.back()->base} + files_.back()->bytes.size() + 1;
  // The end of the whole file as a span is one past its end of file.
  if (bytes.size() > std::numeric_limits<std::uint32_t>::max() - 1 ||
      base + bytes.size() + 1 > std::numeric_limits<std::uint32_t>::max()) {
    return std::unexpected("all input files together are larger than 4 GiB");
  }
  files_.push_back(std::make_unique<File>(std::move(name), std::move(bytes), static_cast<std::uint32_t>(base)));
  return files_.size() - 1;
}

Span SourceManager::SpanOf(std::size_t index, std::uint32_t offset, std::uint32_t length) const {
  const File& file = *files_[index];
  OVCC_CHECK(std::uint64_t{offset} + length <= file.bytes.size() + 1, "span behind the end of its file");
  return {file.base + offset, file.base + offset + length};
}

Span SourceManager::WholeFile(std::size_t index) const { return SpanOf(index, 0, SizeOf(*files_[index]) + 1); }

const SourceManager::File* SourceManager::FileOf(Span span) const {
  if (span.empty()) return nullptr;
  const auto after = std::upper_bound(files_.begin(), files_.end(), span.begin,
                                      [](std::uint32_t begin, const auto& file) { return begin < file->base; });
  if (after == files_.begin()) return nullptr;
  const File& file = **std::prev(after);
  return span.begin <= file.base + file.bytes.size() ? &file : nullptr;
}

Position SourceManager::Locate(Span span) const {
  const File* file = FileOf(span);
  if (file == nullptr) return {};
  const std::uint32_t offset = span.begin - file->base;
  const std::size_t line = LineIndex(*file, offset);
  const std::uint32_t characters = CharactersBefore(*file, offset) - CharactersBefore(*file, file->line_starts()[line]);
  return {file->name, static_cast<std::uint32_t>(line + 1), characters + 1};
}

std::string_view SourceManager::TextOf(Span span) const {
  const File* file = FileOf(span);
  if (file == nullptr || span.end <= span.begin) return {};
  return std::string_view(file->bytes).substr(span.begin - file->base, span.end - span.begin);
}

Span SourceManager::LineAt(std::uint32_t offset) const {
  const File* file = FileOf({offset, offset});
  if (file == nullptr) return {};
  const std::size_t line = LineIndex(*file, offset - file->base);
  const std::uint32_t begin = file->line_starts()[line];
  std::uint32_t end = line + 1 < file->line_starts().size() ? file->line_starts()[line + 1] : SizeOf(*file);
  const std::string_view text = std::string_view(file->bytes).substr(begin, end - begin);
  if (text.ends_with("\r\n")) {
    end -= 2;
  } else if (text.ends_with('\n') || text.ends_with('\r')) {
    end -= 1;
  }
  return {file->base + begin, file->base + end};
}

}  // namespace ovcc
