#pragma once

#include <string_view>

#include "frontend/grammar/scalar_error.h"
#include "support/check.h"

/// For the fuzz targets of this folder: what holds for every text, whatever a grammar makes of it.
namespace ovcc {

inline void CheckScalarError(std::string_view text, const ScalarError& error) {
  OVCC_CHECK(error.offset <= text.size() && error.length <= text.size() - error.offset, "an error outside of the text");
  OVCC_CHECK(!error.expected.empty(), "an error that expects nothing");
}

/// Runs one grammar; the error of a refusal must lie in the text.
template <class Parse>
void FuzzScalar(std::string_view text, Parse parse) {
  const auto parsed = parse(text);
  if (!parsed) CheckScalarError(text, parsed.error());
}

/// A part that a grammar took out of a text is a view into it.
inline void CheckPart(std::string_view text, std::string_view part) {
  const bool inside =
      part.empty() || (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size());
  OVCC_CHECK(inside, "a part that is not of the text");
}

}  // namespace ovcc
