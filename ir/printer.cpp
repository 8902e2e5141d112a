// Prints a module by walking the tables of ir/schema_*.h (docs/ir.md). What has its default is left out, so a struct is
// printed first and taken back if nothing came of it.
#include "ir/printer.h"

#include <fmt/format.h>

#include <iterator>

#include "ir/schema_module.h"
#include "support/utf8.h"

namespace ovcc::ir {
namespace {

/// When a struct appears although all its members have their defaults.
enum class Presence : std::uint8_t {
  IfSet,    // a plain member: not at all
  Present,  // an optional that is set: the keyword alone
  Element,  // of a list: the keyword and the values behind it
  Root,     // the module itself: with a block, be it empty
};

/// True for characters that a reader would not see, or that change the direction of what follows.
bool IsInvisible(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point <= 0xA0) || point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
         (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
}

void AppendQuoted(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\t') {
      out += c == '\n' ? "\\n" : "\\t";
    } else if (c >= ' ' && c <= '~') {
      out += c;
    } else if (const auto point = DecodeUtf8(text, i); !point || point->value < 0x80) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      if (IsInvisible(point->value)) {
        fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", static_cast<std::uint32_t>(point->value));
      } else {
        out += text.substr(i, point->size);
      }
      i += point->size;
      continue;
    }
    ++i;
  }
  out += '"';
}

class Printer {
 public:
  explicit Printer(const SourceManager* sources) : sources_(sources) {}

  template <class T>
  void PrintStruct(std::string_view keyword, const T& value, Presence presence);

  std::string Take() { return std::move(out_); }

 private:
  template <class T>
  void PrintKeys(const T& value);
  template <class T>
  void PrintAttributes(const T& value);
  template <class T>
  void PrintChildren(const T& value);
  template <class M>
  void PrintChild(std::string_view name, const M& member, const M& standard);
  template <ScalarType M>
  void PrintLine(std::string_view name, const M& value);
  template <class List>
  void PrintWords(std::string_view name, const List& list);

  template <ScalarType M>
  void AppendValue(const M& value);
  void OpenLine(std::string_view keyword) {
    out_.append(2 * depth_, ' ');
    out_ += keyword;
  }
  void CloseLine(Span span);
  void PrintNone(std::string_view name) {
    OpenLine(name);
    out_ += " none\n";
  }

  std::string out_;
  const SourceManager* sources_;
  std::size_t depth_ = 0;
};

/// A struct whose members have their defaults.
template <class T>
const T& Standard() {
  static const T standard{};
  return standard;
}

template <class T>
Span NameSpanOf(const T& value) {
  Span span;
  ForEachField<T>([&](const auto& field) {
    if constexpr (std::remove_cvref_t<decltype(field)>::kKind == FieldKind::NameSpan) span = value.*field.member;
  });
  return span;
}

template <class T>
bool KeysAreStandard(const T& value) {
  bool standard = true;
  ForEachField<T>([&](const auto& field) {
    if constexpr (std::remove_cvref_t<decltype(field)>::kKind == FieldKind::Key) {
      if (!SameValue(value.*field.member, Standard<T>().*field.member)) standard = false;
    }
  });
  return standard;
}

template <ScalarType M>
void Printer::AppendValue(const M& value) {
  if constexpr (std::same_as<M, Symbol> || std::same_as<M, Text>) {
    AppendQuoted(out_, value.text());
  } else if constexpr (std::same_as<M, bool>) {
    out_ += value ? "true" : "false";
  } else if constexpr (std::is_enum_v<M>) {
    out_ += EnumWords<M>::kWords[static_cast<std::size_t>(value)];
  } else {
    const fmt::format_int digits(value);
    out_.append(digits.data(), digits.size());
  }
}

void Printer::CloseLine(Span span) {
  if (sources_ != nullptr && !span.empty()) {
    const Position position = sources_->Locate(span);
    fmt::format_to(std::back_inserter(out_), "  // {}:{}:{}", position.file, position.line, position.column);
  }
  out_ += '\n';
}

template <class T>
void Printer::PrintKeys(const T& value) {
  ForEachField<T>([&](const auto& field) {
    if constexpr (std::remove_cvref_t<decltype(field)>::kKind == FieldKind::Key) {
      out_ += ' ';
      AppendValue(value.*field.member);
    }
  });
}

template <class T>
void Printer::PrintAttributes(const T& value) {
  ForEachField<T>([&](const auto& field) {
    using FieldType = std::remove_cvref_t<decltype(field)>;
    if constexpr (FieldType::kKind == FieldKind::Attribute) {
      const auto print = [&](const auto& scalar) {
        out_ += ' ';
        out_ += field.name;
        out_ += '=';
        AppendValue(scalar);
      };
      const auto& member = value.*field.member;
      if constexpr (kIsOptional<typename FieldType::Member>) {
        if (member) print(*member);
      } else {
        if (!SameValue(member, Standard<T>().*field.member)) print(member);
      }
    }
  });
}

template <class T>
void Printer::PrintChildren(const T& value) {
  ForEachField<T>([&](const auto& field) {
    constexpr FieldKind kKind = std::remove_cvref_t<decltype(field)>::kKind;
    if constexpr (kKind == FieldKind::Child) {
      PrintChild(field.name, value.*field.member, Standard<T>().*field.member);
    } else if constexpr (kKind == FieldKind::Words) {
      PrintWords(field.name, value.*field.member);
    } else if constexpr (kKind == FieldKind::Inline) {
      PrintChildren(value.*field.member);
    }
  });
}

template <class M>
void Printer::PrintChild(std::string_view name, const M& member, const M& standard) {
  if constexpr (ScalarType<M>) {
    if (!SameValue(member, standard)) PrintLine(name, member);
  } else if constexpr (StructType<M>) {
    PrintStruct(name, member, Presence::IfSet);
  } else if constexpr (kIsList<M>) {
    for (const auto& element : member) {
      if constexpr (ScalarType<typename M::value_type>) {
        PrintLine(name, element);
      } else {
        PrintStruct(name, element, Presence::Element);
      }
    }
  } else {
    using Value = typename M::value_type;
    if (!member) return;
    if constexpr (ScalarType<Value>) {
      PrintLine(name, *member);
    } else if constexpr (StructType<Value>) {
      PrintStruct(name, *member, Presence::Present);
    } else if (member->empty()) {
      PrintNone(name);
    } else {
      PrintChild(name, *member, {});
    }
  }
}

template <ScalarType M>
void Printer::PrintLine(std::string_view name, const M& value) {
  OpenLine(name);
  out_ += ' ';
  AppendValue(value);
  if constexpr (std::same_as<M, Text>) {
    CloseLine(value.span);
  } else {
    CloseLine({});
  }
}

template <class List>
void Printer::PrintWords(std::string_view name, const List& list) {
  if constexpr (kIsOptional<List>) {
    if (list && list->empty()) PrintNone(name);
    if (list) PrintWords(name, *list);
  } else {
    if (list.empty()) return;
    OpenLine(name);
    for (const auto& word : list) {
      out_ += ' ';
      AppendValue(word);
    }
    if constexpr (std::same_as<typename List::value_type, Text>) {
      CloseLine(list.front().span);
    } else {
      CloseLine({});
    }
  }
}

template <class T>
void Printer::PrintStruct(std::string_view keyword, const T& value, Presence presence) {
  const std::size_t start = out_.size();
  OpenLine(keyword);
  const std::size_t keyword_end = out_.size();
  if (presence == Presence::Element || !KeysAreStandard(value)) PrintKeys(value);
  PrintAttributes(value);

  constexpr std::string_view kOpen = " {";
  const std::size_t head_end = out_.size();
  out_ += kOpen;
  CloseLine(NameSpanOf(value));
  const std::size_t block_start = out_.size();
  ++depth_;
  PrintChildren(value);
  --depth_;
  if (out_.size() != block_start || presence == Presence::Root) {
    OpenLine("}\n");
  } else if (presence == Presence::IfSet && head_end == keyword_end) {
    out_.resize(start);
  } else {
    out_.erase(head_end, kOpen.size());
  }
}

}  // namespace

std::string Print(const Module& module, const SourceManager* sources) {
  Printer printer(sources);
  printer.PrintStruct("module", module, Presence::Root);
  return printer.Take();
}

}  // namespace ovcc::ir
