// Reads sidecar.yml and the `sidecars` of a deploy entry: one kind of record for both (§1.7, §5.1, §17.4). A list or
// map that is present is kept apart from an absent one, because an empty one clears what the template has.
#include "frontend/read/sidecar.h"

#include <fmt/format.h>

#include <algorithm>

#include "frontend/grammar/image_ref.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/scalar_span.h"
#include "frontend/schema/sidecar_fields.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// A field that has a value; an explicit null is none.
const yaml::Node* Value(const MappingReader& reader, std::string_view name) {
  const PresentField* field = reader.Find(name);
  return field == nullptr || field->value->kind == yaml::Kind::Null ? nullptr : field->value;
}

ir::Text ReadImage(ReadContext& context, const MappingReader& reader) {
  const ir::Text image = reader.Text("image");
  if (image.empty()) return image;
  if (RefuseControlCharacters(context, image, "an image reference")) return image;
  const yaml::Node& node = *reader.Find("image")->value;
  const auto parsed = ParseImageRef(image.text());
  if (!parsed) {
    context.diags.Emit(SpanOf(context, node, parsed.error()), diag::ImageRefInvalid, image.text(),
                       parsed.error().expected);
  }
  return image;
}

std::vector<ir::KeyValue> ReadParameters(ReadContext& context, const yaml::Node& map) {
  std::vector<ir::KeyValue> parameters;
  for (const yaml::MapEntry& entry : context.document.entries(map)) {
    const yaml::Node& key = context.node(entry.key);
    const yaml::Node& value = context.node(entry.value);
    ir::KeyValue parameter{context.names.Intern(key.text), Symbol(), key.span, value.span};
    if (value.kind != yaml::Kind::Null) {
      if (!ExpectKind(context, value, key.text, yaml::Kind::Scalar)) continue;
      parameter.value = context.names.Intern(value.text);
    }
    parameters.push_back(parameter);
  }
  return parameters;
}

void RefuseContract(ReadContext& context, const MappingReader& reader, Symbol name) {
  for (const PresentField& field : reader.fields()) {
    const auto has_name = [&](std::string_view known) { return field.field->name == known; };
    if (!std::ranges::any_of(schema::kContractFields, has_name, &schema::Field::name)) continue;
    if (has_name("env_provides")) continue;
    context.diags.Emit(field.key->span, diag::SidecarContract, name.text(), field.key->text);
  }
}

void ReadResources(ReadContext& context, const MappingReader& reader, ir::SidecarSpec& spec) {
  if (const yaml::Node* volumes = Value(reader, "volumes")) spec.volumes = ReadVolumes(context, *volumes, true);
  if (const yaml::Node* secrets = Value(reader, "secrets")) {
    spec.secrets = ReadSecrets(context, *secrets, spec.name.text());
  }
  if (const yaml::Node* ports = Value(reader, "ports")) spec.ports = ReadPortMappings(context, *ports, false);
  if (const yaml::Node* security = Value(reader, "security")) {
    spec.security = ReadSecurity(context, *security);
    const ir::Text& size = spec.security->shm_size;
    if (!size.empty()) context.diags.Emit(size.span, diag::SidecarShmIgnored, spec.name.text());
  }
}

}  // namespace

ir::SidecarSpec ReadSidecar(ReadContext& context, const yaml::Node& name, const yaml::Node& value, bool is_override) {
  ir::SidecarSpec spec;
  spec.name = context.names.Intern(name.text);
  spec.span = name.span;
  if (!RefuseControlCharacters(context, ReadText(context, name), "the name of a sidecar") && !IsName(name.text)) {
    context.diags.Emit(name.span, diag::SidecarNameInvalid, name.text);
  }
  const MappingReader reader(context, value, schema::kSidecar);
  RefuseContract(context, reader, spec.name);
  spec.description = reader.Text("description");
  spec.image = ReadImage(context, reader);
  if (const yaml::Node* env = Value(reader, "env")) {
    spec.env = ReadEnv(context, *env, is_override ? ir::Origin::Override : ir::Origin::Template);
  }
  ReadResources(context, reader, spec);
  if (const yaml::Node* map = Value(reader, "parameter")) spec.parameters = ReadParameters(context, *map);
  if (const yaml::Node* map = Value(reader, "env_provides")) {
    spec.env_provides = ReadEnvProvides(context, *map, spec.name);
  }
  spec.command = reader.Texts("command");
  spec.entrypoint = reader.Texts("entrypoint");
  spec.user = reader.Text("user");
  spec.working_dir = reader.Text("working_dir");
  RefuseControlCharacters(context, spec.user, fmt::format("`user` of sidecar `{}`", name.text));
  RefuseControlCharacters(context, spec.working_dir, fmt::format("`working_dir` of sidecar `{}`", name.text));
  return spec;
}

std::vector<ir::SidecarSpec> ReadSidecarMap(ReadContext& context, const yaml::Node& map, bool is_override) {
  std::vector<ir::SidecarSpec> specs;
  if (!ExpectKind(context, map, "sidecars", yaml::Kind::Map)) return specs;
  for (const yaml::MapEntry& entry : context.document.entries(map)) {
    ir::SidecarSpec spec = ReadSidecar(context, context.node(entry.key), context.node(entry.value), is_override);
    if (IsName(spec.name.text())) specs.push_back(std::move(spec));
  }
  return specs;
}

std::vector<ir::SidecarSpec> ReadSidecarFile(ReadContext& context, const yaml::Node& root) {
  const MappingReader reader(context, root, schema::kSidecarRoot);
  const yaml::Node* map = Value(reader, "sidecars");
  return map == nullptr ? std::vector<ir::SidecarSpec>() : ReadSidecarMap(context, *map, false);
}

}  // namespace ovcc
