// Fields that layers and images share (§1.4, §1.5): references to layers, versions, aliases.
#include "frontend/read/record_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "frontend/grammar/image_ref.h"
#include "frontend/read/scalar_span.h"
#include "frontend/schema/layer.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::array<std::string_view, 2> kInits = {"supervisord", "systemd"};

bool IsVersion(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '.');
  return parts.size() == 3 && std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && std::ranges::all_of(part, [](char c) { return IsDigit(c); });
         });
}

void ReportAlias(ReadContext& context, Span span, std::string_view what, std::string_view help) {
  context.diags.Emit(span, diag::AliasInvalid, what).Help(std::string(help));
}

/// A reference without the version of a remote one (`@host/org/repo/path[:version]`, §1.4); any other text is the name
/// of a folder as it stands.
std::string_view LayerIdentity(std::string_view reference) {
  if (!reference.starts_with('@')) return reference;
  const std::size_t colon = reference.find_last_of(":/");
  return colon != std::string_view::npos && reference[colon] == ':' ? reference.substr(0, colon) : reference;
}

/// The name of one alias; nothing if it was refused.
ir::Text ReadAlias(ReadContext& context, const yaml::Node& item, bool of_layer) {
  ir::Text name;
  bool has_command = true;
  if (item.kind == yaml::Kind::Scalar && !of_layer) {
    name = ReadText(context, item);
  } else {
    if (!ExpectRecord(context, item, "aliases")) return {};
    const MappingReader reader(context, item, schema::kAlias);
    name = reader.Text("name");
    has_command = !reader.Text("command").empty();
  }
  const Span span = name.empty() ? item.span : name.span;
  if (name.empty()) {
    ReportAlias(context, span, "an alias without a name", "add `name`, the word that starts it");
    return {};
  }
  if (!IsName(name.text())) {
    ReportAlias(context, span, fmt::format("`{}` cannot be the name of an alias", name.text()),
                "letters, digits, `_`, `.` and `-`, first a letter or digit");
  }
  if (of_layer && !has_command) {
    ReportAlias(context, span, fmt::format("alias `{}` has no command", name.text()), "add `command`, which it runs");
  }
  return name;
}

template <class Check>
ir::Text ReadReferencePart(ReadContext& context, const MappingReader& reader, std::string_view field, Check check) {
  ir::Text text = ReadName(context, reader, field);
  if (text.empty()) return text;
  if (const auto checked = check(text.text()); !checked) {
    context.diags.Emit(SpanOf(context, *reader.Find(field)->value, checked.error()), diag::ImageRefInvalid, text.text(),
                       checked.error().expected);
    text = {};
  }
  return text;
}

}  // namespace

ir::Text ReadName(ReadContext& context, const MappingReader& reader, std::string_view field) {
  const ir::Text text = reader.Text(field);
  return RefuseControlCharacters(context, text, field) ? ir::Text() : text;
}

ir::Text ReadImageRegistry(ReadContext& context, const MappingReader& reader) {
  return ReadReferencePart(context, reader, "registry", CheckRegistry);
}

ir::Text ReadImageTag(ReadContext& context, const MappingReader& reader) {
  return ReadReferencePart(context, reader, "tag", CheckImageTag);
}

ir::Text ReadInit(ReadContext& context, const MappingReader& reader) {
  const ir::Text init = reader.Text("init");
  if (!init.empty() && std::ranges::find(kInits, init.text()) == kInits.end()) {
    context.diags.Emit(init.span, diag::InitUnknown, init.text()).Suggest(Nearest(init.text(), kInits));
  }
  return init;
}

std::vector<ir::Text> ReadLayerRefs(ReadContext& context, const MappingReader& reader, std::string_view field) {
  std::vector<ir::Text> refs;
  const PresentField* present = reader.Find(field);
  if (present == nullptr) return refs;
  for (const yaml::NodeId id : context.document.items(*present->value)) {
    const yaml::Node& item = context.node(id);
    if (!ExpectElement(context, item, present->key->text, yaml::Kind::Scalar)) continue;
    const std::string_view identity = LayerIdentity(item.text);
    refs.push_back({context.names.Intern(identity), yaml::Within(context.sources, item, 0, identity.size())});
  }
  return refs;
}

void CheckVersion(ReadContext& context, const MappingReader& reader) {
  const ir::Text version = reader.Text("version");
  if (!version.empty() && !IsVersion(version.text())) {
    context.diags.Emit(version.span, diag::VersionFormat, version.text());
  }
}

void CheckAliases(ReadContext& context, const MappingReader& reader, bool of_layer) {
  const PresentField* present = reader.Find("aliases");
  if (present == nullptr || present->value->kind != yaml::Kind::List) return;
  std::unordered_map<Symbol, Span> seen;  // never iterated
  for (const yaml::NodeId id : context.document.items(*present->value)) {
    const ir::Text name = ReadAlias(context, context.node(id), of_layer);
    if (name.empty()) continue;
    const auto [earlier, fresh] = seen.try_emplace(name.value, name.span);
    if (fresh) continue;
    context.diags.Emit(name.span, diag::AliasInvalid, fmt::format("alias `{}` stands twice in this list", name.text()))
        .Attach(earlier->second, "first listed here")
        .Help("keep one of the two, or rename one");
  }
}

}  // namespace ovcc
