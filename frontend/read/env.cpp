// Environment variables written in YAML (§1.3, §4.3, §12.3). Values are verbatim text; a name that a unit cannot carry
// is an error (§11.6), one that shells cannot read a warning.
#include <unordered_map>

#include "frontend/grammar/env_assignment.h"
#include "frontend/grammar/template_text.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/scalar_span.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::string_view kExport = "export ";

/// Judges the name of a variable; true if a unit can carry it.
bool CheckName(ReadContext& context, std::string_view name, Span whole, Span fault) {
  if (!IsEnvKey(name)) {
    HintExport(context.diags.Emit(fault, diag::EnvKeyBroken, name), name);
    return false;
  }
  if (!IsEnvName(name)) context.diags.Emit(whole, diag::EnvKeySuspect, name);
  return true;
}

/// The text of `scalar` from `offset` on, which is the value of `name`; empty if it cannot be carried at all: the name
/// is set all the same.
std::string_view CheckedValue(ReadContext& context, std::string_view name, const yaml::Node& scalar,
                              std::size_t offset) {
  const std::size_t nul = scalar.text.find('\0', offset);
  if (nul == std::string_view::npos) return scalar.text.substr(offset);
  context.diags.Emit(yaml::Within(context.sources, scalar, nul), diag::NulInValue, name);
  return {};
}

std::optional<ir::EnvEntry> ReadAssignment(ReadContext& context, const yaml::Node& item, ir::Origin origin) {
  const auto parsed = ParseEnvAssignment(item.text);
  if (!parsed) {
    const std::string_view name = SplitFirst(item.text, '=').first;
    const bool exported = name.starts_with(kExport);
    CheckName(
        context, name, item.span,
        exported ? yaml::Within(context.sources, item, 0, kExport.size()) : SpanOf(context, item, parsed.error()));
    return std::nullopt;
  }
  const Span name_span = yaml::Within(context.sources, item, 0, parsed->name.size());
  if (!CheckName(context, parsed->name, name_span, name_span)) return std::nullopt;
  const std::string_view value =
      parsed->bare ? std::string_view() : CheckedValue(context, parsed->name, item, parsed->name.size() + 1);
  if (parsed->bare) context.diags.Emit(item.span, diag::EnvBare, parsed->name);
  return ir::EnvEntry{.name = context.names.Intern(parsed->name),
                      .value = context.names.Intern(value),
                      .bare = parsed->bare,
                      .origin = origin,
                      .span = item.span};
}

std::vector<ir::EnvEntry> ReadEnvList(ReadContext& context, const yaml::Node& list, ir::Origin origin) {
  std::vector<ir::EnvEntry> entries;
  std::unordered_map<Symbol, Span> seen;  // never iterated
  for (const yaml::NodeId id : context.document.items(list)) {
    const yaml::Node& item = context.node(id);
    if (!ExpectElement(context, item, "env", yaml::Kind::Scalar)) continue;
    const std::optional<ir::EnvEntry> entry = ReadAssignment(context, item, origin);
    if (!entry) continue;
    const auto [earlier, fresh] = seen.try_emplace(entry->name, entry->span);
    if (!fresh) {
      context.diags.Emit(entry->span, diag::EnvDuplicate, entry->name.text())
          .Attach(earlier->second, "this value is not used")
          .SafeFix("remove the value that is not used",
                   {.kind = SourceEdit::Kind::RemoveElement, .span = earlier->second, .text = {}});
      earlier->second = entry->span;
    }
    entries.push_back(*entry);
  }
  return entries;
}

}  // namespace

void HintExport(Diagnostic& found, std::string_view name) {
  if (name.starts_with(kExport)) found.Help("drop `export`: this is no shell script");
}

std::vector<ir::EnvEntry> ReadEnv(ReadContext& context, const yaml::Node& value, ir::Origin origin) {
  if (value.kind == yaml::Kind::List) return ReadEnvList(context, value, origin);
  std::vector<ir::EnvEntry> entries;
  for (const ir::KeyValue& pair : ReadEnvMap(context, value, "env")) {
    const bool in_order = pair.value_span.begin > pair.span.begin;
    entries.push_back({.name = pair.name,
                       .value = pair.value,
                       .bare = false,
                       .origin = origin,
                       .span = in_order ? Span{pair.span.begin, pair.value_span.end} : pair.span});
  }
  return entries;
}

std::vector<ir::KeyValue> ReadEnvMap(ReadContext& context, const yaml::Node& map, std::string_view field) {
  std::vector<ir::KeyValue> pairs;
  if (!ExpectKind(context, map, field, yaml::Kind::Map) || map.kind == yaml::Kind::Null) return pairs;
  for (const yaml::MapEntry& entry : context.document.entries(map)) {
    const yaml::Node& key = context.node(entry.key);
    const yaml::Node& value = context.node(entry.value);
    if (!CheckName(context, key.text, key.span, key.span)) continue;
    const bool empty = value.kind == yaml::Kind::Null;
    if (!empty && !ExpectKind(context, value, key.text, yaml::Kind::Scalar)) continue;
    const std::string_view text = empty ? std::string_view() : CheckedValue(context, key.text, value, 0);
    pairs.push_back({.name = context.names.Intern(key.text),
                     .value = context.names.Intern(text),
                     .span = key.span,
                     .value_span = value.span});
  }
  return pairs;
}

std::vector<ir::Provide> ReadEnvProvides(ReadContext& context, const yaml::Node& map, Symbol owner) {
  std::vector<ir::Provide> provides;
  if (!ExpectKind(context, map, "env_provides", yaml::Kind::Map) || map.kind == yaml::Kind::Null) return provides;
  for (const yaml::MapEntry& entry : context.document.entries(map)) {
    const yaml::Node& key = context.node(entry.key);
    const yaml::Node& value = context.node(entry.value);
    if (key.text.empty()) {
      context.diags.Emit(key.span, diag::EnvNameEmpty, "env_provides");
      continue;
    }
    if (!IsEnvName(key.text)) {
      context.diags.Emit(key.span, diag::EnvNameInvalid, key.text, "env_provides");
      continue;
    }
    const bool empty = value.kind == yaml::Kind::Null;
    if (!empty && !ExpectKind(context, value, key.text, yaml::Kind::Scalar)) continue;
    const std::string_view text = empty ? std::string_view() : CheckedValue(context, key.text, value, 0);
    const std::vector<ScalarError> errors = CheckTemplate(text);
    for (const ScalarError& error : errors) {
      context.diags.Emit(SpanOf(context, value, error), diag::ProvidesTemplate, key.text, PartOf(value, error));
    }
    provides.push_back({.name = context.names.Intern(key.text),
                        .value = {errors.empty() ? context.names.Intern(text) : Symbol(), value.span},
                        .layer = owner,
                        .span = key.span});
  }
  return provides;
}

}  // namespace ovcc
