// Whether a layer has content of its own (§2.1). W9: security, secrets, hooks and the contract fields count, so that
// the contract of a composing layer is not lost.
#include "frontend/read/layer_content.h"

#include <algorithm>
#include <array>

#include "support/text.h"

namespace ovcc {
namespace {

constexpr auto kManifests =
    std::to_array<std::string_view>({"Cargo.toml", "environment.yml", "package.json", "pixi.toml", "pyproject.toml"});

constexpr auto kContentFields = std::to_array<std::string_view>(
    {"packages",        "tasks",        "env",         "path_append",  "ports",       "route",        "volumes",
     "aliases",         "extract",      "data",        "libvirt",      "port_relay",  "service",      "system_services",
     "security",        "secrets",      "hooks",       "env_provides", "env_accepts", "env_requires", "secret_accepts",
     "secret_requires", "mcp_provides", "mcp_accepts", "mcp_requires"});

bool IsEmpty(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Kind::Null:
      return true;
    case yaml::Kind::Scalar:
      return Trim(node.text).empty();
    case yaml::Kind::List:
    case yaml::Kind::Map:
      return node.count == 0;
  }
  return true;
}

/// A section of a package format or a distribution: a list of packages, or a mapping that has one.
bool HasPackages(const ReadContext& context, const yaml::Node& section) {
  if (section.kind == yaml::Kind::List) return section.count > 0;
  if (section.kind != yaml::Kind::Map) return false;
  for (const std::string_view key : {"packages", "package"}) {
    const auto packages = context.document.Find(section, key);
    if (packages && context.node(*packages).kind != yaml::Kind::Scalar && !IsEmpty(context.node(*packages)))
      return true;
  }
  return false;
}

bool IsPackageFormat(std::string_view key) {
  return key == "rpm" || key == "deb" || key == "pac" || key == "aur" || key == "apk";
}

}  // namespace

bool HasContent(ReadContext& context, const yaml::Node& map, const MappingReader& reader) {
  for (const std::string_view name : kContentFields) {
    const PresentField* field = reader.Find(name);
    if (field != nullptr && !IsEmpty(*field->value)) return true;
  }
  if (const PresentField* distros = reader.Find("distros");
      distros != nullptr && distros->value->kind == yaml::Kind::Map) {
    for (const yaml::MapEntry& entry : context.document.entries(*distros->value)) {
      if (HasPackages(context, context.node(entry.value))) return true;
    }
  }
  if (map.kind != yaml::Kind::Map) return false;
  // Any further mapping is the section of a distribution tag.
  return std::ranges::any_of(context.document.entries(map), [&](const yaml::MapEntry& entry) {
    const yaml::Node& value = context.node(entry.value);
    return (value.kind == yaml::Kind::Map || IsPackageFormat(context.node(entry.key).text)) &&
           HasPackages(context, value);
  });
}

bool FilesAreContent(std::span<const std::string> neighbours) {
  return HasServiceFile(neighbours) || std::ranges::any_of(neighbours, [](const std::string& name) {
           return std::ranges::find(kManifests, name) != kManifests.end();
         });
}

bool HasServiceFile(std::span<const std::string> neighbours) {
  return std::ranges::any_of(neighbours, [](const std::string& name) { return name.ends_with(".service"); });
}

}  // namespace ovcc
