#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "frontend/schema/schema.h"

namespace ovcc::schema {

/// The fields of several tables in order, for mappings that share fields.
template <std::size_t... N>
constexpr auto Join(const std::array<Field, N>&... tables) {
  std::array<Field, (N + ...)> all{};
  auto next = all.begin();
  ((next = std::ranges::copy(tables, next).out), ...);
  return all;
}

}  // namespace ovcc::schema
