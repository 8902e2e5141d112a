#pragma once

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

/// For programs: docs/schemas/explain.schema.json.
[[nodiscard]] std::string RenderJson(const Explanation& explanation);

}  // namespace ovcc::explain
