// Reads one mapping by its field table (§1.2, §12.1): two spellings of one field, unknown keys with the nearest known
// name, values of the wrong kind. Knows no field by name; what a value means is the business of its reader.
#include "frontend/read/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

#include "frontend/schema/compose_words.h"
#include "frontend/schema/security.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

using schema::Field;
using schema::Mapping;
using schema::Type;

/// True if `word` is one of the words of `list`, which blanks separate.
bool IsAmong(std::string_view word, std::string_view list) {
  while (!list.empty()) {
    const Halves halves = SplitFirst(list, ' ');
    if (halves.first == word) return true;
    list = halves.second;
  }
  return false;
}

bool IsSpelling(const Field& field, std::string_view key) { return field.name == key || IsAmong(key, field.spellings); }

/// The known name nearest to `key`; of equally near ones rather a canonical name than another spelling.
std::string_view NearestSpelling(const Mapping& mapping, std::string_view key) {
  std::vector<std::string_view> canonical;
  std::vector<std::string_view> known;
  for (const Field& field : mapping.fields) {
    canonical.push_back(field.name);
    known.push_back(field.name);
    for (std::string_view rest = field.spellings; !rest.empty();) {
      const Halves halves = SplitFirst(rest, ' ');
      known.push_back(halves.first);
      rest = halves.second;
    }
  }
  const std::string_view name = Nearest(key, canonical);
  const std::string_view any = Nearest(key, known);
  const std::size_t limit = kLargestEditDistance;
  return !name.empty() && EditDistance(key, name, limit) <= EditDistance(key, any, limit) ? name : any;
}

bool Fits(const yaml::Node& node, Type type) {
  switch (type) {
    case Type::Text:
    case Type::Integer:
      return node.kind == yaml::Kind::Scalar;
    case Type::Bool:
      return ParseBool(node).has_value();
    case Type::List:
    case Type::RecordList:
      return node.kind == yaml::Kind::List;
    case Type::Map:
      return node.kind == yaml::Kind::Map || node.kind == yaml::Kind::Null;
    case Type::TextOrMap:
      return node.kind != yaml::Kind::List;
    case Type::TextOrList:
      return node.kind == yaml::Kind::Scalar || node.kind == yaml::Kind::List;
    case Type::ListOrMap:
      return node.kind == yaml::Kind::List || node.kind == yaml::Kind::Map;
    case Type::Any:
      return true;
  }
  return true;
}

std::string_view TypeName(Type type) {
  switch (type) {
    case Type::Text:
      return "text";
    case Type::Bool:
      return "`true` or `false`";
    case Type::Integer:
      return "a whole number";
    case Type::List:
      return "a list";
    case Type::RecordList:
      return "a list of mappings";
    case Type::Map:
      return "a mapping";
    case Type::TextOrMap:
      return "text or a mapping";
    case Type::TextOrList:
      return "text or a list";
    case Type::ListOrMap:
      return "a list or a mapping";
    case Type::Any:
      return "any value";
  }
  return "";
}

bool NullIsPresent(Type type) { return type == Type::Any || type == Type::Map || type == Type::TextOrMap; }

std::string Quoted(std::string_view key) { return fmt::format("`{}`", key); }

/// What stands there, for "takes …, not …". Texts are shown only where a word or number was wanted: elsewhere they may
/// be long, or secret.
std::string Found(const yaml::Node& node, Type wanted) {
  const bool shown = node.kind == yaml::Kind::Scalar && (wanted == Type::Bool || wanted == Type::Integer);
  if (shown && node.style == yaml::Style::Plain) return Quoted(node.text);
  const bool quoted = node.style == yaml::Style::SingleQuoted || node.style == yaml::Style::DoubleQuoted;
  if (shown && quoted) return "the quoted text " + Quoted(node.text);
  return std::string(yaml::KindName(node.kind));
}

/// Words of Compose files, and fields that stand one level too high: says what they are called here. False if it is
/// neither.
bool ExplainForeignWord(Diagnostic& found, std::string_view word, const Mapping& mapping) {
  const std::string_view name = schema::FromCompose(word);
  if (!name.empty() && FindField(mapping, name) != nullptr) {
    found.Suggest(name);
    return true;
  }
  const std::string_view wanted = name.empty() ? word : name;
  if (FindField(schema::kSecurity, wanted) == nullptr || FindField(mapping, "security") == nullptr) return false;
  found.Help(fmt::format("write `security: {{{}: …}}`", wanted));
  return true;
}

void ReportUnknownKey(ReadContext& context, const yaml::Node& key, const yaml::Node& value, const Mapping& mapping) {
  const std::string_view nearest = NearestSpelling(mapping, key.text);
  if (!mapping.open) {
    Diagnostic& found = context.diags.Emit(key.span, diag::UnknownKey, key.text, mapping.name);
    if (!ExplainForeignWord(found, key.text, mapping)) found.Suggest(nearest);
  } else if (value.kind != yaml::Kind::Map || !nearest.empty()) {
    context.diags.Emit(key.span, diag::UnknownKeyOpen, key.text, mapping.name).Suggest(nearest);
  }
}

void ReportDeprecatedSpelling(ReadContext& context, const Field& field, const yaml::Node& key) {
  if (!context.diags.wants_opinions() || !IsAmong(key.text, field.deprecated)) return;
  const std::string_view successor = field.successor.empty() ? field.name : field.successor;
  context.diags.Emit(key.span, diag::DeprecatedSpelling, key.text, successor)
      .SafeFix(fmt::format("write `{}`", successor), {.span = key.span, .text = std::string(successor)});
}

/// How a scalar was written shows in its first character.
yaml::Style StyleOf(std::string_view raw) {
  switch (raw.empty() ? '\0' : raw.front()) {
    case '"':
      return yaml::Style::DoubleQuoted;
    case '\'':
      return yaml::Style::SingleQuoted;
    case '|':
      return yaml::Style::Literal;
    case '>':
      return yaml::Style::Folded;
    default:
      return yaml::Style::Plain;
  }
}

/// The second key goes if both say the same.
void ReportTwoSpellings(ReadContext& context, const PresentField& first, const yaml::Node& key,
                        const yaml::Node& value) {
  const Field& field = *first.field;
  Diagnostic& found = field.root_map
                          ? context.diags.Emit(key.span, diag::TwoRoots, first.key->text, key.text)
                          : context.diags.Emit(key.span, diag::TwoSpellings, first.key->text, key.text, field.name);
  found.Attach(first.key->span, "first spelling here");
  const bool equal = value.kind != yaml::Kind::Null && first.value->kind == value.kind &&
                     context.sources.TextOf(first.value->span) == context.sources.TextOf(value.span);
  if (!equal) return;
  found.SafeFix(fmt::format("remove `{}`", key.text),
                {.kind = SourceEdit::Kind::RemoveElement, .span = key.span, .text = {}});
}

}  // namespace

const Field* FindField(const Mapping& mapping, std::string_view key) {
  for (const Field& field : mapping.fields) {
    if (IsSpelling(field, key)) return &field;
  }
  return nullptr;
}

MappingReader::MappingReader(ReadContext& context, const yaml::Node& map, const Mapping& mapping) : context_(context) {
  if (map.kind == yaml::Kind::Null) return;
  if (map.kind != yaml::Kind::Map) {
    context_.diags.Emit(map.span, diag::WrongType, mapping.name, "a mapping", yaml::KindName(map.kind));
    return;
  }
  std::vector<PresentField> seen;  // null and misfitting values included: they count for `two-spellings`
  seen.reserve(std::min<std::size_t>(map.count, mapping.fields.size()));
  fields_.reserve(seen.capacity());
  for (const yaml::MapEntry& entry : context_.document.entries(map)) {
    const yaml::Node& key = context_.node(entry.key);
    const yaml::Node& value = context_.node(entry.value);
    const Field* field = FindField(mapping, key.text);
    if (field == nullptr) {
      if (mapping.extensions && key.text.starts_with("x-")) continue;
      ReportUnknownKey(context_, key, value, mapping);
      continue;
    }
    const auto earlier = std::ranges::find(seen, field, &PresentField::field);
    if (earlier != seen.end()) {
      ReportTwoSpellings(context_, *earlier, key, value);
      continue;
    }
    seen.push_back({field, &key, &value});
    ReportDeprecatedSpelling(context_, *field, key);
    if (value.kind == yaml::Kind::Null && !NullIsPresent(field->type)) continue;
    if (!field->ignored && !Fits(value, field->type)) {
      Diagnostic& found = context_.diags.Emit(value.span, diag::WrongType, Quoted(key.text), TypeName(field->type),
                                              Found(value, field->type));
      if (field->type == Type::List && value.kind == yaml::Kind::Scalar) found.Help("write `[…]`");
      continue;
    }
    fields_.push_back({field, &key, &value});
  }
}

const PresentField* MappingReader::Find(std::string_view name) const {
  for (const PresentField& present : fields_) {
    if (present.field->name == name) return &present;
  }
  return nullptr;
}

ir::Text MappingReader::Text(std::string_view name) const {
  const PresentField* present = Find(name);
  if (present == nullptr || present->value->kind != yaml::Kind::Scalar) return {};
  return ReadText(context_, *present->value);
}

std::optional<bool> MappingReader::Bool(std::string_view name) const {
  const PresentField* present = Find(name);
  if (present == nullptr) return std::nullopt;
  return ParseBool(*present->value);
}

std::optional<std::uint32_t> MappingReader::Integer(std::string_view name) const {
  const PresentField* present = Find(name);
  if (present == nullptr) return std::nullopt;
  const std::optional<std::uint64_t> number = ParseDecimal(present->value->text);
  if (!number || *number > std::numeric_limits<std::uint32_t>::max()) {
    context_.diags.Emit(present->value->span, diag::WrongType, Quoted(present->key->text), TypeName(Type::Integer),
                        Found(*present->value, Type::Integer));
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(*number);
}

std::optional<std::vector<ir::Text>> MappingReader::Texts(std::string_view name) const {
  const PresentField* present = Find(name);
  if (present == nullptr) return std::nullopt;
  if (present->value->kind == yaml::Kind::Scalar) return std::vector{ReadText(context_, *present->value)};
  std::vector<ir::Text> texts;
  for (const yaml::NodeId id : context_.document.items(*present->value)) {
    const yaml::Node& item = context_.node(id);
    if (ExpectElement(context_, item, present->key->text, yaml::Kind::Scalar))
      texts.push_back(ReadText(context_, item));
  }
  return texts;
}

ir::Text ReadText(ReadContext& context, const yaml::Node& scalar) {
  return {context.names.Intern(scalar.text), scalar.span};
}

std::optional<bool> ParseBool(const yaml::Node& node) {
  if (node.kind != yaml::Kind::Scalar || node.style != yaml::Style::Plain) return std::nullopt;
  const std::string word = ToLower(node.text);
  for (const std::string_view yes : {"true", "yes", "on", "y"}) {
    if (word == yes) return true;
  }
  for (const std::string_view no : {"false", "no", "off", "n"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

bool ExpectKind(ReadContext& context, const yaml::Node& node, std::string_view key, yaml::Kind kind) {
  if (node.kind == kind) return true;
  const bool collection = kind == yaml::Kind::List || kind == yaml::Kind::Map;
  if (node.kind == yaml::Kind::Null && collection) return true;
  context.diags.Emit(node.span, diag::WrongType, Quoted(key), yaml::KindName(kind), yaml::KindName(node.kind));
  return false;
}

bool ExpectElement(ReadContext& context, const yaml::Node& node, std::string_view list, yaml::Kind kind) {
  if (node.kind == kind) return true;
  context.diags.Emit(node.span, diag::WrongType, "an element of " + Quoted(list), yaml::KindName(kind),
                     yaml::KindName(node.kind));
  return false;
}

bool ExpectRecord(ReadContext& context, const yaml::Node& node, std::string_view list) {
  return ExpectElement(context, node, list, yaml::Kind::Map);
}

Span PlaceIn(const ReadContext& context, const ir::Text& text, std::size_t offset) {
  const std::string_view raw = context.sources.TextOf(text.span);
  const yaml::Node scalar{.kind = yaml::Kind::Scalar,
                          .style = raw == text.text() ? yaml::Style::Plain : StyleOf(raw),
                          .span = text.span,
                          .text = text.text()};
  return yaml::Within(context.sources, scalar, offset);
}

std::optional<std::size_t> FindControlCharacter(std::string_view text) {
  const auto* const found = std::ranges::find_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  if (found == text.end()) return std::nullopt;
  return static_cast<std::size_t>(found - text.begin());
}

bool RefuseControlCharacters(ReadContext& context, const ir::Text& text, std::string_view what) {
  const std::optional<std::size_t> offset = FindControlCharacter(text.text());
  if (!offset) return false;
  const auto byte = static_cast<unsigned char>(text.text()[*offset]);
  Diagnostic& found =
      context.diags.Emit(PlaceIn(context, text, *offset), diag::ControlChar, what, fmt::format("U+{:04X}", byte));
  const yaml::Style style = StyleOf(context.sources.TextOf(text.span));
  const bool block = style == yaml::Style::Literal || style == yaml::Style::Folded;
  if (block && byte == '\n' && *offset + 1 == text.text().size()) {
    const char mark = style == yaml::Style::Literal ? '|' : '>';
    found.Help(fmt::format("`{0}` ends with a line break: write `{0}-`, or the text on the line of its key", mark));
  }
  return true;
}

}  // namespace ovcc
