#pragma once

#include <algorithm>

#include "ir/schema_module.h"

namespace ovcc::ir {

/// True if two values have the same textual form: equal but for where they were written. Works by the tables of
/// ir/schema_*.h, so that a new member takes part without a line here.
template <class M>
[[nodiscard]] bool Same(const M& a, const M& b) {
  if constexpr (ScalarType<M>) {
    return SameValue(a, b);
  } else if constexpr (kIsOptional<M>) {
    return a.has_value() == b.has_value() && (!a || Same(*a, *b));
  } else if constexpr (kIsList<M>) {
    return std::ranges::equal(a, b, [](const auto& left, const auto& right) { return Same(left, right); });
  } else {
    bool same = true;
    ForEachField<M>([&](const auto& field) {
      using Member = std::remove_cvref_t<decltype(field)>::Member;
      if constexpr (!std::same_as<Member, Span>) same = same && Same(a.*field.member, b.*field.member);
    });
    return same;
  }
}

}  // namespace ovcc::ir
