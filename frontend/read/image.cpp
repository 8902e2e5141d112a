// Image records (§1.5) and images that others built (§17.1, §17.2), as written: what an image inherits from its base
// and from `defaults:` is found by collect-contract.
#include "frontend/read/image.h"

#include <fmt/format.h>

#include <array>

#include "frontend/grammar/image_ref.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/record_fields.h"
#include "frontend/read/scalar_span.h"
#include "frontend/schema/image.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::array<std::string_view, 3> kPolicies = {"adopt", "auto", "create"};

ir::UserPolicy ReadUserPolicy(ReadContext& context, const MappingReader& reader) {
  const ir::Text policy = reader.Text("user_policy");
  if (policy.empty()) return ir::UserPolicy::Unset;
  if (policy.text() == "auto") return ir::UserPolicy::Auto;
  if (policy.text() == "adopt") return ir::UserPolicy::Adopt;
  if (policy.text() == "create") return ir::UserPolicy::Create;
  context.diags.Emit(policy.span, diag::UserPolicyInvalid, policy.text()).Suggest(Nearest(policy.text(), kPolicies));
  return ir::UserPolicy::Unset;
}

/// `image:` of a record: a reference that says where the image is, so no short name (§16.1, §17.1).
ir::Text ReadReference(ReadContext& context, const MappingReader& reader) {
  const PresentField* present = reader.Find("image");
  if (present == nullptr || present->value->text.empty()) return {};
  const yaml::Node& value = *present->value;
  const ir::Text text = ReadText(context, value);
  if (RefuseControlCharacters(context, text, "an image reference")) return {};
  const auto parsed = ParseImageRef(value.text);
  if (!parsed) {
    context.diags.Emit(SpanOf(context, value, parsed.error()), diag::ImageRefInvalid, value.text,
                       parsed.error().expected);
  } else if (!parsed->pinned) {
    context.diags.Emit(value.span, diag::ImageRefInvalid, value.text, "a registry, a tag or a digest in it");
  } else {
    return text;
  }
  return {};
}

/// §17.2: only what others built has a contract of its own; what this project builds has the contract of its layers.
/// The fields are refused elsewhere, as they would have no effect.
void RefuseForeignFields(ReadContext& context, const MappingReader& reader) {
  const auto refuse = [&](const auto& table) {
    for (const schema::Field& field : table) {
      const PresentField* present = reader.Find(field.name);
      if (present == nullptr) continue;
      context.diags
          .Emit(present->key->span, diag::UnknownKey, present->key->text, "the record of an image that is built here")
          .Help("set it in a layer of the image; only a record with `image:` has a contract of its own");
    }
  };
  refuse(schema::kForeignFields);
  refuse(schema::kContractFields);
  refuse(schema::kResourceFields);
}

void ReadForeign(ReadContext& context, const MappingReader& reader, ir::Image& image) {
  image.foreign = true;
  image.reference = ReadReference(context, reader);
  image.contract = ReadContract(context, reader, {}, true);
  image.home = ReadName(context, reader, "home");
  image.working_dir = ReadName(context, reader, "working_dir");
  image.command = reader.Texts("command");
  image.entrypoint = reader.Texts("entrypoint");
  if (const PresentField* base = reader.Find("base")) {
    context.diags.Emit(base->key->span, diag::ImageAndBase, image.name.text())
        .Attach(reader.Find("image")->key->span, "`image` here");
  }
}

void WarnOfMovedFields(ReadContext& context, const MappingReader& reader) {
  for (const std::string_view field : {"tunnel", "dns", "acme_email", "engine"}) {
    const PresentField* present = reader.Find(field);
    if (present == nullptr) continue;
    context.diags.Emit(present->key->span, diag::FieldMoved, field)
        .SafeFix(fmt::format("remove `{}`", field),
                 {.kind = SourceEdit::Kind::RemoveElement, .span = present->key->span, .text = {}});
  }
}

/// False if no image can have the name. Nothing can use one of that name either, which makes it a warning (§12).
bool CheckName(ReadContext& context, const yaml::Node& key) {
  if (key.text.empty()) {
    context.diags.Emit(key.span, diag::ImageNameInvalid, key.text).severity = Severity::Warning;
    return false;
  }
  if (!RefuseControlCharacters(context, ReadText(context, key), "the name of an image")) return true;
  context.diags.all().back().severity = Severity::Warning;
  return false;
}

}  // namespace

ir::Image ReadImage(ReadContext& context, const yaml::Node* key, const yaml::Node& value) {
  const MappingReader reader(context, value, schema::kImage);
  ir::Image image;
  if (key != nullptr) {
    image.name = context.names.Intern(key->text);
    image.span = key->span;
    const bool in_order = value.span.begin > key->span.begin;
    image.record_span = in_order ? Span{key->span.begin, value.span.end} : key->span;
  }
  image.enabled = reader.Bool("enabled").value_or(true);
  image.data_only = reader.Bool("data_image").value_or(false);
  image.base = ReadName(context, reader, "base");
  image.layers = ReadLayerRefs(context, reader, "layers");
  if (const PresentField* ports = reader.Find("ports")) image.ports = ReadPortMappings(context, *ports->value, false);
  if (const PresentField* env = reader.Find("env")) image.env = ReadEnv(context, *env->value, ir::Origin::Image);
  image.registry = ReadImageRegistry(context, reader);
  image.tag = ReadImageTag(context, reader);
  image.user = ReadName(context, reader, "user");
  image.uid = reader.Integer("uid");
  image.gid = reader.Integer("gid");
  image.user_policy = ReadUserPolicy(context, reader);
  image.distro = reader.Texts("distro").value_or(std::vector<ir::Text>());
  image.network = ReadName(context, reader, "network");
  if (const PresentField* security = reader.Find("security")) image.security = ReadSecurity(context, *security->value);
  image.init = ReadInit(context, reader);
  ReadStatusAndInfo(context, reader, image.status, image.info);
  CheckVersion(context, reader);
  CheckAliases(context, reader, false);
  WarnOfMovedFields(context, reader);
  if (key != nullptr && reader.Find("image") != nullptr) {
    ReadForeign(context, reader, image);
  } else {
    RefuseForeignFields(context, reader);
  }
  return image;
}

std::vector<ir::Image> ReadImageMap(ReadContext& context, const yaml::Node& map) {
  std::vector<ir::Image> images;
  if (map.kind != yaml::Kind::Map) return images;
  images.reserve(map.count);
  for (const yaml::MapEntry& entry : context.document.entries(map)) {
    const yaml::Node& key = context.node(entry.key);
    if (CheckName(context, key)) images.push_back(ReadImage(context, &key, context.node(entry.value)));
  }
  return images;
}

}  // namespace ovcc
