#pragma once

#include <cstdint>
#include <string>

#include "driver/explain/model.h"

namespace ovcc::explain {

/// How a text is laid out.
enum class Detail : std::uint8_t {
  List,  // a few lines an item, grouped by kind
  Full,  // everything: the chain, the source lines, what to do
};

/// For people, on 100 columns.
[[nodiscard]] std::string RenderText(const Explanation& explanation, Detail detail, bool colour);

/// The same of a unit: every line with a word, or one line in full.
[[nodiscard]] std::string RenderText(const UnitExplanation& explanation, Detail detail, bool colour);

/// For programs: docs/schemas/explain.schema.json.
[[nodiscard]] std::string RenderJson(const Explanation& explanation);
[[nodiscard]] std::string RenderJson(const UnitExplanation& explanation);

}  // namespace ovcc::explain
