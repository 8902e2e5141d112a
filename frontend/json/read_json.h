#pragma once

#include <cstddef>
#include <expected>
#include <string>

#include "frontend/yaml/document.h"
#include "support/source_manager.h"

/// JSON as the nodes that the readers of YAML files take: objects are mappings, arrays lists, strings quoted scalars;
/// numbers, `true` and `false` are plain scalars as written. Of members with one name the last counts.
namespace ovcc::json {

/// Bounds on what one text may cost.
struct Limits {
  std::size_t bytes = 16U << 20U;
  std::size_t depth = 64;  // of nesting
  std::size_t nodes = 1U << 20U;
  std::size_t members = 1U << 16U;  // of one array or object
};

/// Why a text cannot be read, and where.
struct Error {
  std::string reason;  // lower case, no full stop
  Span span;
};

/// Adds the value that the file holds to `writer` and returns it.
[[nodiscard]] std::expected<yaml::NodeId, Error> ReadFile(const SourceManager& sources, std::size_t file,
                                                          const Limits& limits, yaml::DocumentWriter& writer);

/// The same for JSON that is itself the text of a JSON string: `string` is a node of `ReadFile`. Spans point through
/// the escapes of the outer string.
[[nodiscard]] std::expected<yaml::NodeId, Error> ReadString(const SourceManager& sources, const yaml::Node& string,
                                                            const Limits& limits, yaml::DocumentWriter& writer);

}  // namespace ovcc::json
