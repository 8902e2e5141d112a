#pragma once

#include <algorithm>

#include "frontend/grammar/scalar_error.h"
#include "frontend/read/context.h"

namespace ovcc {

/// Place of `error` inside `scalar`. An error at the end of the text covers the character after it; one in an empty
/// text the whole scalar.
[[nodiscard]] inline Span SpanOf(const ReadContext& context, const yaml::Node& scalar, const ScalarError& error) {
  if (scalar.text.empty()) return scalar.span;
  return yaml::Within(context.sources, scalar, error.offset, std::max<std::size_t>(error.length, 1));
}

/// The part of `scalar` that `error` is about; the whole text if the error stands at its end.
[[nodiscard]] inline std::string_view PartOf(const yaml::Node& scalar, const ScalarError& error) {
  if (error.offset >= scalar.text.size() || error.length == 0) return scalar.text;
  return scalar.text.substr(error.offset, error.length);
}

}  // namespace ovcc
