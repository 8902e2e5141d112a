#pragma once

#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"

namespace ovcc {

/// Parts of an image reference, as views.
struct ParsedImageRef {
  std::string_view repository;  // everything before tag and digest: `quay.io/org/name`
  std::string_view name;        // last path component of the repository
  std::string_view tag;         // empty: none
  std::string_view digest;      // `sha256:…`; empty: none
  bool pinned = false;          // contains `/`, `:` or `@` (§16.1)
};

/// Parses `[host[:port]/]path/name[:tag][@digest]`. Source: §16.1 and the distribution reference grammar
/// (https://pkg.go.dev/github.com/distribution/reference).
[[nodiscard]] std::expected<ParsedImageRef, ScalarError> ParseImageRef(std::string_view text);

/// Checks a tag by itself. An error covers all of it. Source: §16.1.
[[nodiscard]] std::expected<void, ScalarError> CheckImageTag(std::string_view text);

/// Checks what stands before `/NAME` in a reference: `quay.io/org`. Source: §16.1.
[[nodiscard]] std::expected<void, ScalarError> CheckRegistry(std::string_view text);

}  // namespace ovcc
