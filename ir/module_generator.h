#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include "ir/schema_module.h"

/// For tests: modules made from the tables of ir/schema_*.h, so that a new member takes part without a line here.
namespace ovcc::ir {

/// Gives every member a value of its own that is not its default; lists have two elements.
class DistinctValues {
 public:
  explicit DistinctValues(Interner& names) : names_(names) {}

  bool Present() { return true; }
  std::size_t ListSize() { return 2; }
  std::uint64_t Number(std::uint64_t limit) { return 1 + ++count_ % (limit - 1); }
  Symbol Word() { return names_.Intern("text-" + std::to_string(++count_)); }

 private:
  Interner& names_;
  std::uint64_t count_ = 0;
};

/// Leaves about half of the members at their default; texts hold any bytes. One seed gives one module.
class RandomValues {
 public:
  RandomValues(Interner& names, std::uint32_t seed) : names_(names), random_(seed) {}

  bool Present() { return random_() % 2 == 0; }
  std::size_t ListSize() { return random_() % 3; }
  std::uint64_t Number(std::uint64_t limit) { return random_() % (limit + 1); }
  Symbol Word() {
    std::string text;
    for (std::size_t size = random_() % 6; size > 0; --size) text += static_cast<char>(random_() % 256);
    return names_.Intern(text);
  }

 private:
  Interner& names_;
  std::mt19937 random_;
};

template <class M, class Source>
void FillMember(M& member, Source& source);

template <StructType T, class Source>
void Fill(T& value, Source& source) {
  ForEachField<T>([&](const auto& field) {
    using Member = std::remove_cvref_t<decltype(field)>::Member;
    if constexpr (!std::same_as<Member, Span>) {
      if (source.Present()) FillMember(value.*field.member, source);
    }
  });
}

template <class M, class Source>
void FillMember(M& member, Source& source) {
  if constexpr (StructType<M>) {
    Fill(member, source);
  } else if constexpr (kIsOptional<M>) {
    FillMember(member.emplace(), source);
  } else if constexpr (kIsList<M>) {
    for (std::size_t size = source.ListSize(); size > 0; --size) FillMember(member.emplace_back(), source);
  } else if constexpr (std::same_as<M, Text>) {
    member.value = source.Word();
  } else if constexpr (std::same_as<M, Symbol>) {
    member = source.Word();
  } else if constexpr (std::same_as<M, bool>) {
    member = !member;
  } else if constexpr (std::is_enum_v<M>) {
    member = static_cast<M>(source.Number(EnumWords<M>::kWords.size() - 1));
  } else {
    member = static_cast<M>(source.Number(std::numeric_limits<M>::max()));
  }
}

}  // namespace ovcc::ir
