// The contract that a built image carries (§2.2): its labels brought into the shape of one record, so that the readers
// of layer.yml and image.yml read it by the same rules. Keys and values keep their places in the inspect file.
#include "frontend/read/labels.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "frontend/grammar/layer_port.h"
#include "frontend/json/read_json.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/record_fields.h"
#include "frontend/schema/labels.h"
#include "support/suggest.h"

namespace ovcc {
namespace {

/// The label as a value; nothing if it is empty, which is what an image without the field has, or cannot be read.
std::optional<yaml::NodeId> ReadLabel(ReadContext& context, const yaml::Node& key, const yaml::Node& value,
                                      schema::Type type, std::string_view image, yaml::DocumentWriter& record) {
  if (value.text.empty() && (value.kind == yaml::Kind::Scalar || value.kind == yaml::Kind::Null)) return std::nullopt;
  if (value.kind != yaml::Kind::Scalar) {
    context.diags.Emit(value.span, diag::LabelInvalid, key.text, image, "it is no text");
    return std::nullopt;
  }
  if (type == schema::Type::Text || type == schema::Type::Integer) {
    return record.AddScalar(value.text, value.style, value.span);
  }
  const auto read = json::ReadString(context.sources, value, {}, record);
  if (read) return *read;
  context.diags.Emit(read.error().span, diag::LabelInvalid, key.text, image, read.error().reason);
  return std::nullopt;
}

/// The labels that count, as one mapping.
yaml::Document MakeRecord(ReadContext& context, const yaml::Node& labels, std::string_view image) {
  yaml::DocumentWriter record;
  std::vector<yaml::MapEntry> entries;
  for (const yaml::MapEntry& entry : context.document.entries(labels)) {
    const yaml::Node& key = context.node(entry.key);
    const schema::Field* field = FindField(schema::kLabels, key.text);
    if (field == nullptr || !key.text.starts_with(schema::kLabelPrefix)) continue;
    const auto value = ReadLabel(context, key, context.node(entry.value), field->type, image, record);
    if (value) entries.push_back({record.AddScalar(key.text, key.style, key.span), *value});
  }
  const yaml::NodeId root = record.AddMap(entries, labels.span);
  return record.Finish(root);
}

/// `{"5432": "tcp"}`
std::vector<ir::LayerPort> ReadPortSchemes(ReadContext& context, const MappingReader& reader) {
  std::vector<ir::LayerPort> ports;
  const PresentField* present = reader.Find("port_protos");
  if (present == nullptr) return ports;
  for (const yaml::MapEntry& entry : context.document.entries(*present->value)) {
    const yaml::Node& key = context.node(entry.key);
    const yaml::Node& value = context.node(entry.value);
    const auto port = ParsePortNumber(key.text);
    const auto schemes = LayerPortSchemes();
    if (!port) {
      context.diags.Emit(key.span, diag::LayerPortInvalid, key.text, port.error().expected);
    } else if (std::ranges::find(schemes, value.text) == schemes.end()) {
      context.diags.Emit(value.span, diag::LayerPortProtocol, value.text)
          .Suggest(Nearest(value.text, schemes))
          .fixes.clear();  // nobody edits what an image says of itself
    } else {
      ports.push_back({context.names.Intern(value.text), *port, key.span});
    }
  }
  return ports;
}

ir::Text ReadHome(ReadContext& context, const MappingReader& reader, std::string_view image) {
  const ir::Text home = ReadName(context, reader, "home");
  if (home.empty() || home.text().starts_with('/')) return home;
  context.diags.Emit(home.span, diag::LabelInvalid, reader.Find("home")->key->text, image,
                     "the home folder is not an absolute path");
  return {};
}

ir::ImageLabels ReadFields(ReadContext& context, const yaml::Node& record, std::string_view image) {
  const MappingReader reader(context, record, schema::kLabels);
  ir::ImageLabels labels;
  labels.contract = ReadContract(context, reader, {}, true, Scope::Image);
  labels.contract.ports = ReadPortSchemes(context, reader);
  if (const PresentField* security = reader.Find("security")) {
    labels.security = ReadSecurity(context, *security->value);
  }
  ReadStatusAndInfo(context, reader, labels.status, labels.info);
  labels.network = ReadName(context, reader, "network");
  if (const PresentField* ports = reader.Find("ports")) labels.ports = ReadPortMappings(context, *ports->value, false);
  if (const PresentField* env = reader.Find("env")) labels.env = ReadEnv(context, *env->value, ir::Origin::Image);
  labels.registry = ReadImageRegistry(context, reader);
  labels.init = ReadInit(context, reader);
  labels.user = ReadName(context, reader, "user").value;
  labels.uid = reader.Integer("uid").value_or(0);
  labels.gid = reader.Integer("gid").value_or(0);
  labels.home = ReadHome(context, reader, image);
  return labels;
}

/// True for findings about the writing of a contract, which nobody can improve on a machine that has only the image.
bool IsAdvice(const DiagInfo& info) {
  return &info == &diag::DepDescriptionMissing.info || &info == &diag::UnknownKey.info;
}

}  // namespace

ir::ImageLabels ReadLabels(ReadContext& context, const yaml::Node& labels, std::string_view image) {
  const yaml::Document record = MakeRecord(context, labels, image);
  DiagnosticSink found;
  ReadContext record_context{record, context.sources, context.names, found};
  ir::ImageLabels result = ReadFields(record_context, record.node(record.root()), image);
  for (Diagnostic& finding : found.all()) {
    if (IsAdvice(*finding.info)) finding.severity = Severity::Warning;
  }
  context.diags.Join(std::move(found));
  return result;
}

}  // namespace ovcc
