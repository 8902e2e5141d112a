#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "frontend/yaml/document.h"
#include "support/source_manager.h"

namespace ovcc::yaml {

/// A parsed file as bytes, from which `ReadParsedFile` makes it again without parsing. They count from the start of the
/// file, so that the same bytes under another name give the same, and hold no text of it: where each one stands in the
/// file. Nothing for a file that failed, and for one with a text that no place of the file shows (a letter written as
/// `\x41`).
[[nodiscard]] std::optional<std::string> PrintParsedFile(const ParsedFile& parsed, const SourceManager& sources,
                                                         std::size_t file);

/// The parsed file that `bytes` stand for; the bytes of `file` must be those that it was parsed from. Total: nothing
/// for bytes that `PrintParsedFile` cannot have made, as far as that shows. Whatever comes out keeps within the file
/// and within the default `Limits`. Safe to call for several files at once.
[[nodiscard]] std::optional<ParsedFile> ReadParsedFile(std::string_view bytes, const SourceManager& sources,
                                                       std::size_t file);

}  // namespace ovcc::yaml
