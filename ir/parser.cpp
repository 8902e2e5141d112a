// Fills a module from the tree of ir/syntax.h by walking the tables of ir/schema_*.h (docs/ir.md). Goes on after an
// error, so that one run reports all of them.
#include "ir/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

#include "ir/schema_module.h"
#include "ir/syntax.h"
#include "support/suggest.h"

namespace ovcc::ir {
namespace {

using syntax::Item;
using syntax::Value;

/// Whether the values behind the keyword may be missing: all of them, where the keyword alone says what is meant.
enum class Keys : std::uint8_t { Required, Optional };

template <class T>
consteval std::size_t KeyCount() {
  std::size_t count = 0;
  ForEachField<T>([&](const auto& field) {
    if constexpr (std::remove_cvref_t<decltype(field)>::kKind == FieldKind::Key) ++count;
  });
  return count;
}

template <ScalarType M>
std::string Describe() {
  if constexpr (std::same_as<M, Symbol> || std::same_as<M, Text>) {
    return "a quoted text";
  } else if constexpr (std::same_as<M, bool>) {
    return "`true` or `false`";
  } else if constexpr (std::is_enum_v<M>) {
    return fmt::format("one of `{}`", fmt::join(EnumWords<M>::kWords, "`, `"));
  } else {
    return fmt::format("a number up to {}", std::numeric_limits<M>::max());
  }
}

/// Names of all fields of the given kinds, those of inline structs included.
template <class T, FieldKind... kinds>
void CollectNames(std::vector<std::string_view>& names) {
  ForEachField<T>([&](const auto& field) {
    using FieldType = std::remove_cvref_t<decltype(field)>;
    if constexpr (((FieldType::kKind == kinds) || ...)) names.push_back(field.name);
    if constexpr (FieldType::kKind == FieldKind::Inline) CollectNames<typename FieldType::Member, kinds...>(names);
  });
}

class Decoder {
 public:
  explicit Decoder(DiagnosticSink& diags) : diags_(diags) {}

  template <class T>
  void Decode(const Item& item, T& out, Keys keys);

 private:
  using Names = std::vector<std::string_view>;

  template <ScalarType M>
  void DecodeValue(std::string_view name, const Value& value, M& out);
  template <class T>
  void DecodeKeys(const Item& item, T& out, Keys keys);
  template <class T>
  void DecodeAttributes(const Item& item, T& out);
  template <class T>
  bool TakeChild(const Item& child, T& out, Names& seen);
  template <class M>
  void DecodeChild(const Item& child, M& out, Names& seen);
  template <class List>
  void DecodeWords(const Item& child, List& out, Names& seen);
  template <class T>
  void SetSpans(const Item& item, T& out);

  bool IsNone(const Item& item) const {
    return item.values.size() == 1 && item.values[0].kind == Value::Kind::Word && item.values[0].text.text() == "none";
  }
  /// Reports everything of the item beyond its values.
  bool HasOnlyValues(const Item& item);
  /// Notes that the item was met; reports the second one.
  void RequireFirst(const Item& item, Names& seen);
  void Wrong(Span span, std::string_view name, std::string_view expected) {
    diags_.Emit(span, diag::IrValue, name, expected);
  }

  DiagnosticSink& diags_;
};

bool Decoder::HasOnlyValues(const Item& item) {
  for (const syntax::Attribute& attribute : item.attributes) {
    diags_.Emit(attribute.span, diag::IrField, attribute.name, item.keyword);
  }
  if (item.has_block) Wrong(item.span, item.keyword, "no block");
  return item.attributes.empty() && !item.has_block;
}

void Decoder::RequireFirst(const Item& item, Names& seen) {
  if (std::ranges::find(seen, item.keyword) != seen.end()) Wrong(item.span, item.keyword, "no second item");
  seen.push_back(item.keyword);
}

template <ScalarType M>
void Decoder::DecodeValue(std::string_view name, const Value& value, M& out) {
  if constexpr (std::same_as<M, Symbol> || std::same_as<M, Text>) {
    if (value.kind != Value::Kind::Text) return Wrong(value.span, name, Describe<M>());
    if constexpr (std::same_as<M, Text>) {
      out = {value.text, value.span};
    } else {
      out = value.text;
    }
  } else if constexpr (std::same_as<M, bool> || std::is_enum_v<M>) {
    const auto words = [] {
      if constexpr (std::same_as<M, bool>) {
        return std::to_array<std::string_view>({"false", "true"});
      } else {
        return EnumWords<M>::kWords;
      }
    }();
    const auto found = std::ranges::find(words, value.text.text());
    if (value.kind != Value::Kind::Word || found == words.end()) return Wrong(value.span, name, Describe<M>());
    out = static_cast<M>(found - words.begin());
  } else {
    if (value.kind != Value::Kind::Number || value.number > std::numeric_limits<M>::max()) {
      return Wrong(value.span, name, Describe<M>());
    }
    out = static_cast<M>(value.number);
  }
}

template <class T>
void Decoder::DecodeKeys(const Item& item, T& out, Keys keys) {
  constexpr std::size_t kCount = KeyCount<T>();
  if (item.values.empty() && keys == Keys::Optional) return;
  if (item.values.size() != kCount) {
    const Span span = item.values.size() > kCount ? item.values[kCount].span : item.span;
    return Wrong(span, item.keyword,
                 kCount == 0   ? "no value"
                 : kCount == 1 ? "one value"
                               : fmt::format("{} values", kCount));
  }
  std::size_t i = 0;
  ForEachField<T>([&](const auto& field) {
    if constexpr (std::remove_cvref_t<decltype(field)>::kKind == FieldKind::Key) {
      DecodeValue(item.keyword, item.values[i++], out.*field.member);
    }
  });
}

template <class T>
void Decoder::DecodeAttributes(const Item& item, T& out) {
  Names seen;
  for (const syntax::Attribute& attribute : item.attributes) {
    bool known = false;
    ForEachField<T>([&](const auto& field) {
      using FieldType = std::remove_cvref_t<decltype(field)>;
      if constexpr (FieldType::kKind == FieldKind::Attribute) {
        if (known || field.name != attribute.name) return;
        known = true;
        if constexpr (kIsOptional<typename FieldType::Member>) {
          DecodeValue(field.name, attribute.value, (out.*field.member).emplace());
        } else {
          DecodeValue(field.name, attribute.value, out.*field.member);
        }
      }
    });
    if (!known) {
      Names names;
      CollectNames<T, FieldKind::Attribute>(names);
      diags_.Emit(attribute.span, diag::IrField, attribute.name, item.keyword).Suggest(Nearest(attribute.name, names));
    } else if (std::ranges::find(seen, attribute.name) != seen.end()) {
      Wrong(attribute.span, attribute.name, "no second value");
    }
    seen.push_back(attribute.name);
  }
}

template <class T>
void Decoder::SetSpans(const Item& item, T& out) {
  ForEachField<T>([&](const auto& field) {
    constexpr FieldKind kKind = std::remove_cvref_t<decltype(field)>::kKind;
    if constexpr (kKind == FieldKind::NameSpan) {
      out.*field.member = KeyCount<T>() == 0 || item.values.empty() ? item.span : item.values[0].span;
    } else if constexpr (kKind == FieldKind::WholeSpan) {
      out.*field.member = item.whole_span;
    } else if constexpr (kKind == FieldKind::ValueSpan) {
      out.*field.member = item.values.size() < 2 ? item.span : item.values[1].span;
    }
  });
}

template <class M>
void Decoder::DecodeChild(const Item& child, M& out, Names& seen) {
  if constexpr (ScalarType<M>) {
    RequireFirst(child, seen);
    if (!HasOnlyValues(child)) return;
    if (child.values.size() != 1) return Wrong(child.span, child.keyword, "one value");
    DecodeValue(child.keyword, child.values[0], out);
  } else if constexpr (StructType<M>) {
    RequireFirst(child, seen);
    Decode(child, out, Keys::Optional);
  } else if constexpr (kIsList<M>) {
    if constexpr (ScalarType<typename M::value_type>) {
      Names none_seen;
      DecodeChild(child, out.emplace_back(), none_seen);
    } else {
      Decode(child, out.emplace_back(), Keys::Required);
    }
  } else if constexpr (kIsList<typename M::value_type>) {
    if (IsNone(child)) {
      RequireFirst(child, seen);
      if (HasOnlyValues(child)) out.emplace();
      return;
    }
    if (out && out->empty()) Wrong(child.span, child.keyword, "no item beside `none`");
    if (!out) out.emplace();
    DecodeChild(child, *out, seen);
    seen.push_back(child.keyword);
  } else {
    DecodeChild(child, out ? *out : out.emplace(), seen);
  }
}

template <class List>
void Decoder::DecodeWords(const Item& child, List& out, Names& seen) {
  if constexpr (kIsOptional<List>) {
    if (!IsNone(child)) return DecodeWords(child, out.emplace(), seen);
    RequireFirst(child, seen);
    if (HasOnlyValues(child)) out.emplace();
  } else {
    RequireFirst(child, seen);
    if (!HasOnlyValues(child)) return;
    if (child.values.empty()) return Wrong(child.span, child.keyword, "at least one value");
    for (const Value& value : child.values) DecodeValue(child.keyword, value, out.emplace_back());
  }
}

/// Gives the item to the field that is called like it; false if there is none.
template <class T>
bool Decoder::TakeChild(const Item& child, T& out, Names& seen) {
  bool taken = false;
  ForEachField<T>([&](const auto& field) {
    constexpr FieldKind kKind = std::remove_cvref_t<decltype(field)>::kKind;
    if constexpr (kKind == FieldKind::Inline) {
      taken = taken || TakeChild(child, out.*field.member, seen);
    } else if constexpr (kKind == FieldKind::Child || kKind == FieldKind::Words) {
      if (taken || field.name != child.keyword) return;
      taken = true;
      if constexpr (kKind == FieldKind::Child) {
        DecodeChild(child, out.*field.member, seen);
      } else {
        DecodeWords(child, out.*field.member, seen);
      }
    }
  });
  return taken;
}

template <class T>
void Decoder::Decode(const Item& item, T& out, Keys keys) {
  SetSpans(item, out);
  DecodeKeys(item, out, keys);
  DecodeAttributes(item, out);
  Names seen;
  for (const Item& child : item.items) {
    if (TakeChild(child, out, seen)) continue;
    Names names;
    CollectNames<T, FieldKind::Child, FieldKind::Words>(names);
    diags_.Emit(child.span, diag::IrField, child.keyword, item.keyword).Suggest(Nearest(child.keyword, names));
  }
}

}  // namespace

std::optional<Module> Parse(const SourceManager& sources, std::size_t file, Interner& names, DiagnosticSink& diags) {
  const std::size_t findings_before = diags.all().size();
  const std::optional<std::vector<Item>> items = syntax::ParseItems(sources, file, names, diags);
  if (!items) return std::nullopt;
  if (items->empty() || items->front().keyword != "module") {
    diags.Emit(items->empty() ? sources.SpanOf(file, 0, 0) : items->front().span, diag::IrSyntax, "`module`");
    return std::nullopt;
  }
  if (items->size() > 1) diags.Emit((*items)[1].span, diag::IrSyntax, "nothing behind the module");

  Module module;
  Decoder(diags).Decode(items->front(), module, Keys::Required);
  if (diags.all().size() != findings_before) return std::nullopt;
  return module;
}

}  // namespace ovcc::ir
