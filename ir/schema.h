#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "ir/text.h"
#include "support/boxed.h"

/// The textual form is made from one table per struct: `Schema<T>::kFields` lists every member once, in the order of
/// its declaration. Printer, parser, docs and tests walk the tables. A table that forgets a member does not compile.
namespace ovcc::ir {

/// Where a member stands in an item `keyword value… name=value… { item… }`.
enum class FieldKind : std::uint8_t {
  Key,        // a value behind the keyword
  Attribute,  // `name=value`; left out while it has its default
  Child,      // an item of the block: `name value`, a struct of its own, or one item for each element of a list
  Words,      // a list in one item: `name value value …`
  Inline,     // a struct whose children stand among those of this one
  NameSpan,   // not printed: place of the first value behind the keyword, else of the keyword
  WholeSpan,  // not printed: place of the whole item
  ValueSpan,  // not printed: place of the second value behind the keyword
};

template <FieldKind kind, class T, class M>
struct Field {
  static constexpr FieldKind kKind = kind;
  using Member = M;
  std::string_view name;  // empty for keys, inline structs and spans
  M T::* member;
};

template <class T, class M>
constexpr auto Key(M T::* member) {
  return Field<FieldKind::Key, T, M>{{}, member};
}
template <class T, class M>
constexpr auto Attribute(std::string_view name, M T::* member) {
  return Field<FieldKind::Attribute, T, M>{name, member};
}
template <class T, class M>
constexpr auto Child(std::string_view name, M T::* member) {
  return Field<FieldKind::Child, T, M>{name, member};
}
template <class T, class M>
constexpr auto Words(std::string_view name, M T::* member) {
  return Field<FieldKind::Words, T, M>{name, member};
}
template <class T, class M>
constexpr auto Inline(M T::* member) {
  return Field<FieldKind::Inline, T, M>{{}, member};
}
template <class T>
constexpr auto NameSpan(Span T::* member) {
  return Field<FieldKind::NameSpan, T, Span>{{}, member};
}
template <class T>
constexpr auto WholeSpan(Span T::* member) {
  return Field<FieldKind::WholeSpan, T, Span>{{}, member};
}
template <class T>
constexpr auto ValueSpan(Span T::* member) {
  return Field<FieldKind::ValueSpan, T, Span>{{}, member};
}

/// The table of a struct; `EnumWords<E>::kWords` are the spellings of an enum in the order of its enumerators.
template <class T>
struct Schema;
template <class E>
struct EnumWords;

/// Calls `function` with each field of the table, in order.
template <class T, class Function>
constexpr void ForEachField(Function&& function) {
  std::apply([&](const auto&... field) { (function(field), ...); }, Schema<T>::kFields);
}

template <class T>
concept StructType = requires { Schema<T>::kFields; };

template <class M>
inline constexpr bool kIsOptional = false;
template <class M>
inline constexpr bool kIsOptional<std::optional<M>> = true;
template <class M>
inline constexpr bool kIsOptional<Boxed<M>> = true;
template <class M>
inline constexpr bool kIsList = false;
template <class M>
inline constexpr bool kIsList<std::vector<M>> = true;

/// A single value: text, number, bool or enum.
template <class M>
concept ScalarType = std::same_as<M, Symbol> || std::same_as<M, Text> || std::unsigned_integral<M> || std::is_enum_v<M>;

/// Equal as far as the textual form shows: a `Text` without its span.
template <ScalarType M>
constexpr bool SameValue(const M& a, const M& b) {
  if constexpr (std::same_as<M, Text>) {
    return a.value == b.value;
  } else {
    return a == b;
  }
}

/// True if the table lists all members in the order of declaration: a value for each member initialises the struct, and
/// there is no member left.
template <class T>
consteval bool ListsEveryMember() {
  return []<class... Fields>(std::type_identity<std::tuple<Fields...>>) {
    return requires { T{std::declval<typename Fields::Member>()...}; } &&
           !requires { T{std::declval<typename Fields::Member>()..., {}}; };
  }(std::type_identity<std::remove_const_t<decltype(Schema<T>::kFields)>>());
}

/// True if no member is listed twice.
template <class T>
consteval bool ListsNoMemberTwice() {
  bool unique = true;
  std::size_t i = 0;
  ForEachField<T>([&](const auto& a) {
    std::size_t j = 0;
    ForEachField<T>([&](const auto& b) {
      if constexpr (std::same_as<decltype(a.member), decltype(b.member)>) {
        if (i != j && a.member == b.member) unique = false;
      }
      ++j;
    });
    ++i;
  });
  return unique;
}

/// Stands behind each table.
#define OVCC_CHECK_SCHEMA(T)                                                             \
  static_assert(ListsEveryMember<T>(), #T " has a member that its table does not list"); \
  static_assert(ListsNoMemberTwice<T>(), "the table of " #T " lists a member twice")

}  // namespace ovcc::ir
