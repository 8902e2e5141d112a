// JSON Schema from field tables. A mapping becomes a definition; the definitions that a file needs are found by
// following its references. What tables cannot say stands in forms.json.
#include "frontend/json_schema/json_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "frontend/json_schema/forms.h"
#include "frontend/schema/all.h"
#include "support/check.h"
#include "support/text.h"

namespace ovcc::schema {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kKinds = {
    FileKind{"deploy", "deploy.yml", "What is deployed on a machine, and how", "deploy.yml"},
    FileKind{"layer", "layer.yml", "The contract of a layer", "layer-file"},
    FileKind{"image", "image.yml", "The images of a project", "project-file"},
    FileKind{"overthink", "overthink.yml", "The files of a project, and any part of it", "project-file"},
    FileKind{"sidecar", "sidecar.yml", "Sidecar templates", "sidecar.yml"},
    FileKind{"settings", ".ovcc.yml", "How a project wants to be judged", ".ovcc.yml"},
    FileKind{"host", "--host FILE", "What a compile may know of a machine", "host-description"},
    FileKind{"inspect", "--inspect FILE", "What engines print about built images", "inspect-file"},
};

constexpr std::string_view kDefinitions = "#/$defs/";
constexpr int kGreatestPort = 65'535;
constexpr std::uint32_t kGreatestInteger = 0xFFFF'FFFF;

std::vector<std::string_view> Words(std::string_view text) {
  return text.empty() ? std::vector<std::string_view>() : Split(text, ' ');
}

Json Reference(std::string_view definition) { return {{"$ref", fmt::format("{}{}", kDefinitions, definition)}}; }
Json Reference(const Mapping& mapping) { return Reference(DefinitionName(mapping)); }

/// An element of a list: a null node is no empty mapping there.
Json Element(const Mapping& record) {
  Json json = {{"type", "object"}};
  json.update(Reference(record));
  return json;
}

enum class Presence : std::uint8_t { Required, Optional };  // an optional text may be empty, or null

Json ScalarSchema(const Scalar& scalar, Presence presence) {
  const bool optional = presence == Presence::Optional;
  Json json = Json::object();
  if (!scalar.words.empty()) {
    json["enum"] = Words(scalar.words);
    if (optional) json["enum"].insert(json["enum"].end(), {"", nullptr});
    return json;
  }
  json["type"] = Json::array({"string"});
  if (scalar.plain == Plain::Any) json["type"].insert(json["type"].end(), {"number", "boolean"});
  if (scalar.plain == Plain::Number) json["type"].push_back("number");
  if (scalar.plain == Plain::Port) json["type"].push_back("integer");
  if (optional) json["type"].push_back("null");
  if (!scalar.pattern.empty()) json["pattern"] = fmt::format("^(?:{}){}$", scalar.pattern, optional ? "?" : "");
  if (scalar.plain == Plain::Number) json["minimum"] = 0;
  if (scalar.plain == Plain::Port) json.update({{"minimum", 1}, {"maximum", kGreatestPort}});
  return json;
}

/// `true`, `yes`, `on`, `y` and their opposites in any case; YAML 1.2 reads all but the first as texts.
Json BoolSchema() {
  std::vector<std::string> words;
  for (const std::string_view word : {"true", "yes", "on", "y", "false", "no", "off", "n"}) {
    std::string& either = words.emplace_back();
    for (const char c : word) either += fmt::format("[{}{}]", ToUpper(std::string_view(&c, 1)), c);
  }
  return {{"type", {"boolean", "string", "null"}}, {"pattern", fmt::format("^(?:{})$", fmt::join(words, "|"))}};
}

Json IntegerSchema() {
  return {
      {"type", {"integer", "string", "null"}}, {"pattern", "^[0-9]+$"}, {"minimum", 0}, {"maximum", kGreatestInteger}};
}

Json ElementSchema(const Parts& parts) {
  const Scalar& text = parts.text != nullptr ? *parts.text : kAnyText;
  if (parts.record == nullptr) return ScalarSchema(text, Presence::Required);
  if (parts.text == nullptr) return Element(*parts.record);
  return {{"anyOf", {ScalarSchema(text, Presence::Required), Element(*parts.record)}}};
}

void PutPairs(Json& json, const Scalar& keys, Json values) {
  if (!keys.pattern.empty()) json["propertyNames"]["pattern"] = fmt::format("^(?:{})$", keys.pattern);
  json["additionalProperties"] = std::move(values);
}

Json MapSchema(const Parts& parts) {
  if (parts.record != nullptr) return Reference(*parts.record);
  Json json = {{"type", {"object", "null"}}};
  if (parts.named != nullptr) {
    PutPairs(json, *parts.keys, Reference(*parts.named));
  } else if (parts.keys != nullptr) {
    PutPairs(json, *parts.keys, ScalarSchema(*parts.text, Presence::Optional));
  }
  return json;
}

Json ValueSchema(const Field& field, Presence presence = Presence::Optional) {
  const Parts& parts = field.parts;
  const Scalar& text = parts.text != nullptr ? *parts.text : kAnyText;
  if (!parts.form.empty()) return Reference(parts.form);
  if (field.ignored) return Json::object();
  switch (field.type) {
    case Type::Text:
      return ScalarSchema(text, presence);
    case Type::Bool:
      return BoolSchema();
    case Type::Integer:
      return IntegerSchema();
    case Type::List:
    case Type::RecordList:
      return {{"type", {"array", "null"}}, {"items", ElementSchema(parts)}};
    case Type::Map:
      return MapSchema(parts);
    case Type::TextOrMap:
      return {{"anyOf", {ScalarSchema(text, Presence::Optional), Reference(*parts.record)}}};
    case Type::TextOrList: {
      Json json = ScalarSchema(text, Presence::Optional);
      json["type"].insert(json["type"].begin(), "array");
      json["items"] = ElementSchema(parts);
      return json;
    }
    case Type::ListOrMap: {
      Json json = {{"type", {"array", "object", "null"}}, {"items", ScalarSchema(text, Presence::Required)}};
      PutPairs(json, *parts.keys, ScalarSchema(kAnyText, Presence::Optional));
      return json;
    }
    case Type::Any:
      return Json::object();
  }
  return Json::object();
}

/// What `ovcc lint` advises against, editors strike out.
bool IsDeprecated(const Field& field, std::string_view spelling) {
  const std::vector<std::string_view> deprecated = Words(field.deprecated);
  return std::ranges::find(deprecated, spelling) != deprecated.end();
}

Json FieldSchema(const Field& field, bool required) {
  Json json = {{"description", field.description}};
  if (field.ignored) json["description"] = fmt::format("{} ovcc ignores it.", field.description);
  if (IsDeprecated(field, field.name)) json["deprecated"] = true;
  json.update(ValueSchema(field, required ? Presence::Required : Presence::Optional));
  if (required && json.contains("type")) json["minLength"] = 1;
  return json;
}

/// Another spelling of a field of the mapping at `place`.
Json SpellingSchema(const Field& field, std::string_view spelling, std::string_view place) {
  Json json = {{"description", fmt::format("Other spelling of `{}`.", field.name)}};
  if (IsDeprecated(field, spelling)) json["deprecated"] = true;
  json["$ref"] = fmt::format("{}/properties/{}", place, field.name);
  return json;
}

std::vector<std::string_view> Spellings(const Field& field) {
  std::vector<std::string_view> all = Words(field.spellings);
  all.insert(all.begin(), field.name);
  return all;
}

/// Adds to `list` that no two of `keys` stand in one mapping.
void RefusePairs(const std::vector<std::string_view>& keys, Json& list) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::size_t j = i + 1; j < keys.size(); ++j) list.push_back({{"required", {keys[i], keys[j]}}});
  }
}

Json TwoSpellings(const Mapping& mapping) {
  Json pairs = Json::array();
  for (const Field& field : mapping.fields) RefusePairs(Spellings(field), pairs);
  if (&mapping == &kDeployRoot) {
    std::vector<std::string_view> roots;
    for (const Field& field : kDeployRootMaps) roots.push_back(field.name);
    RefusePairs(roots, pairs);
  }
  return pairs;
}

/// `place` is the pointer to the schema itself, for spellings that refer to their field.
Json MappingSchema(const Mapping& mapping, std::string_view place) {
  const std::vector<std::string_view> refused = Words(mapping.refused);
  const std::vector<std::string_view> required = Words(mapping.required);
  Json properties = Json::object();
  for (const Field& field : mapping.fields) {
    if (std::ranges::find(refused, field.name) != refused.end()) continue;
    properties[std::string(field.name)] = FieldSchema(field, std::ranges::find(required, field.name) != required.end());
    for (const std::string_view spelling : Words(field.spellings)) {
      properties[std::string(spelling)] = SpellingSchema(field, spelling, place);
    }
  }
  Json json = {{"type", {"object", "null"}}, {"properties", std::move(properties)}};
  if (!required.empty()) json["required"] = required;
  if (mapping.extensions) json["patternProperties"]["^x-"] = true;
  if (!mapping.open) json["additionalProperties"] = false;
  if (Json pairs = TwoSpellings(mapping); !pairs.empty())
    json["not"] = {{"type", "object"}, {"anyOf", std::move(pairs)}};
  return json;
}

/// Labels are texts; the ones of lists and mappings hold JSON, which validators show but do not check.
Json LabelsSchema() {
  Json properties = Json::object();
  for (const Field& field : kLabelFields) {
    for (const std::string_view label : Words(field.spellings)) {
      Json json = {{"description", field.description}, {"type", {"string", "number", "boolean", "null"}}};
      if (field.type != Type::Text && field.type != Type::Integer) {
        json["contentMediaType"] = "application/json";
        json["contentSchema"] = ValueSchema(field);
      }
      properties[std::string(label)] = std::move(json);
    }
  }
  return {{"properties", std::move(properties)}};
}

/// The fields that only an image built elsewhere may have (§17.2).
Json NoContract() {
  Json properties = Json::object();
  const auto refuse = [&](const auto& table) {
    for (const Field& field : table) {
      for (const std::string_view key : Spellings(field)) properties[std::string(key)] = {{"type", "null"}};
    }
  };
  refuse(kForeignFields);
  refuse(kContractFields);
  refuse(kResourceFields);
  return {{"properties", std::move(properties)}};
}

Json Definition(const std::string& name, std::string_view place) {
  if (name == "no-contract-of-its-own") return NoContract();
  if (name == DefinitionName(kLabels)) return LabelsSchema();
  const auto mapping = std::ranges::find_if(kMappings, [&](const Mapping* m) { return DefinitionName(*m) == name; });
  if (mapping != kMappings.end()) return MappingSchema(**mapping, place);
  Json forms = Json::parse(FormsText());
  OVCC_CHECK(forms.contains(name), "a field table names a form that forms.json lacks");
  return forms[name];
}

/// Names of the definitions to which `json` refers, also through a pointer into one.
void CollectReferences(const Json& json, std::vector<std::string>& names) {
  if (!json.is_structured()) return;
  for (const auto& [key, value] : json.items()) {
    if (key != "$ref") {
      CollectReferences(value, names);
    } else if (const auto& pointer = value.get_ref<const std::string&>(); pointer.starts_with(kDefinitions)) {
      names.emplace_back(SplitFirst(std::string_view(pointer).substr(kDefinitions.size()), '/').first);
    }
  }
}

}  // namespace

std::span<const FileKind> FileKinds() { return kKinds; }

std::string SchemaFileName(const FileKind& kind) { return fmt::format("{}.schema.json", kind.name); }

std::string DefinitionName(const Mapping& mapping) {
  std::string_view name = mapping.name;
  for (const std::string_view article : {"a ", "an ", "the "}) {
    if (name.starts_with(article)) {
      name.remove_prefix(article.size());
      break;
    }
  }
  return ReplaceAll(ReplaceAll(name, "`", ""), " ", "-");
}

std::string JsonSchema(const FileKind& kind) {
  Json root = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
               {"$id", fmt::format("urn:ovcc:schema:{}", kind.name)},
               {"title", kind.title}};
  root.update(Definition(std::string(kind.root), "#"));

  std::map<std::string, Json> definitions;
  std::vector<std::string> wanted;
  CollectReferences(root, wanted);
  while (!wanted.empty()) {
    const std::string name = std::move(wanted.back());
    wanted.pop_back();
    const auto [definition, fresh] = definitions.try_emplace(name);
    if (!fresh) continue;
    definition->second = Definition(name, fmt::format("{}{}", kDefinitions, name));
    CollectReferences(definition->second, wanted);
  }
  for (auto& [name, definition] : definitions) root["$defs"][name] = std::move(definition);
  return root.dump(2) + "\n";
}

}  // namespace ovcc::schema
