// Lines and columns of both ends of a span.
#include "driver/lint/region.h"

namespace ovcc {

Region RegionOf(Span span, const SourceManager& sources) {
  const Position begin = sources.Locate(span);
  Region region{begin.file, begin.line, begin.column, begin.line, begin.column};
  if (begin.line == 0) return region;
  for (const char byte : sources.TextOf(span)) {
    if (byte == '\n') {
      ++region.end_line;
      region.end_column = 1;
    } else if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) {
      ++region.end_column;
    }
  }
  return region;
}

Region RegionOf(std::size_t file, std::size_t begin, std::size_t end, const SourceManager& sources) {
  return RegionOf(sources.SpanOf(file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)),
                  sources);
}

}  // namespace ovcc
