// Reads the fields of a deploy entry (§1.3) and reports what one entry alone can have wrong (§12). Contract fields are
// carried along in `Entry::contract`: only the image decides whether they may stand here (§17.1).
#include "frontend/read/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "frontend/grammar/volume_flag.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/repetition.h"
#include "frontend/read/sidecar.h"
#include "frontend/read/tunnel.h"
#include "frontend/schema/deploy_fields.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// A field that has a value; an explicit null is none.
const PresentField* Present(const MappingReader& reader, std::string_view name) {
  const PresentField* field = reader.Find(name);
  return field == nullptr || field->value->kind == yaml::Kind::Null ? nullptr : field;
}

/// A text that reaches a unit; empty if it was refused.
ir::Text CleanText(ReadContext& context, const MappingReader& reader, std::string_view name) {
  const ir::Text text = reader.Text(name);
  if (!FindControlCharacter(text.text())) return text;
  RefuseControlCharacters(context, text, fmt::format("`{}`", name));
  return {};
}

/// The same where an absent text would lead to further findings: what was refused is kept.
ir::Text CheckedText(ReadContext& context, const MappingReader& reader, std::string_view name) {
  const ir::Text text = reader.Text(name);
  if (FindControlCharacter(text.text())) RefuseControlCharacters(context, text, fmt::format("`{}`", name));
  return text;
}

/// Calls `read` with each record of a list field; an element of another kind is `wrong-type`.
template <class Read>
void ForEachRecord(ReadContext& context, const MappingReader& reader, std::string_view name, const Read& read) {
  const PresentField* field = Present(reader, name);
  if (field == nullptr) return;
  for (const yaml::NodeId id : context.document.items(*field->value)) {
    const yaml::Node& record = context.node(id);
    if (ExpectRecord(context, record, field->key->text)) read(record);
  }
}

/// Nothing if the record cannot be used.
std::optional<ir::VolumeRecord> ReadVolumeRecord(ReadContext& context, const yaml::Node& node) {
  const MappingReader reader(context, node, schema::kVolumeRecord);
  ir::VolumeRecord record;
  const ir::Text name = reader.Text("name");
  record.name = name.value;
  record.span = name.span.empty() ? node.span : name.span;
  bool usable = !RefuseControlCharacters(context, name, "the name of a volume");
  if (usable && !IsKebab(name.text())) {
    context.diags.Emit(record.span, diag::VolumeNameInvalid, name.text());
    usable = false;
  }
  const ir::Text word = reader.Text("type");
  record.host = reader.Text("host");
  if (const auto type = ParseVolumeType(word.text())) {
    record.type = *type;
  } else {
    context.diags.Emit(word.span, diag::VolumeTypeUnknown, word.text()).Suggest(Nearest(word.text(), kVolumeTypes));
    record.host = {};  // the word that is missing says what it is for
  }
  record.path = reader.Text("path");
  if (RefuseControlCharacters(context, record.host, "the host path of a volume")) usable = false;
  if (RefuseControlCharacters(context, record.path, "the path of a volume")) usable = false;
  if (!usable) return std::nullopt;
  return record;
}

std::vector<ir::VolumeRecord> ReadVolumeRecords(ReadContext& context, const MappingReader& reader) {
  std::vector<ir::VolumeRecord> records;
  std::map<Symbol, std::pair<Span, Span>> seen;  // name and element
  ForEachRecord(context, reader, "volumes", [&](const yaml::Node& node) {
    const std::optional<ir::VolumeRecord> record = ReadVolumeRecord(context, node);
    if (!record) return;
    const auto [first, is_new] = seen.try_emplace(record->name, record->span, node.span);
    if (is_new) {
      records.push_back(*record);
    } else {
      Diagnostic& found = context.diags.Emit(record->span, diag::VolumeDuplicate, record->name.text())
                              .Attach(first->second.first, "first here");
      FixRepetition(context, found, first->second.second, node.span);
    }
  });
  return records;
}

bool IsSecretSource(std::string_view text) {
  return text.empty() || text == "keyring" || (text.starts_with("env:") && IsEnvName(text.substr(4))) ||
         text.starts_with("file:/");
}

bool CheckSecretPlace(ReadContext& context, const ir::Text& text, std::string_view field) {
  if (FindControlCharacter(text.text())) {
    return !RefuseControlCharacters(context, text, fmt::format("`{}` of a secret", field));
  }
  const auto breaks_list = [](char c) { return c == ',' || IsSpace(c); };
  if (std::ranges::none_of(text.text(), breaks_list)) return true;
  context.diags.Emit(text.span, diag::SecretTargetInvalid, field, text.text());
  return false;
}

ir::SecretDeclaration ReadEntrySecret(ReadContext& context, const yaml::Node& node) {
  const MappingReader reader(context, node, schema::kEntrySecret);
  ir::SecretDeclaration secret;
  const ir::Text name = reader.Text("name");
  secret.name = name.value;
  secret.span = name.span.empty() ? node.span : name.span;
  if (!RefuseControlCharacters(context, name, "the name of a secret") && !IsName(name.text())) {
    context.diags.Emit(secret.span, diag::SecretNameInvalid, name.text());
  }
  secret.source = CleanText(context, reader, "source");
  if (!IsSecretSource(secret.source.text())) {
    // Somebody may have written the value itself.
    context.diags.Emit(secret.source.span, diag::SecretSourceInvalid, name.text()).hide_source = true;
  }
  secret.env = reader.Text("env");
  secret.target = reader.Text("target");
  secret.description = reader.Text("description");
  if (CheckSecretPlace(context, secret.env, "env") && !secret.env.empty() && !IsEnvName(secret.env.text())) {
    context.diags.Emit(secret.env.span, diag::EnvNameInvalid, secret.env.text(), "secrets");
  }
  CheckSecretPlace(context, secret.target, "target");
  return secret;
}

std::optional<std::vector<ir::SecretDeclaration>> ReadEntrySecrets(ReadContext& context, const MappingReader& reader) {
  if (Present(reader, "secrets") == nullptr) return std::nullopt;
  std::vector<ir::SecretDeclaration> secrets;
  ForEachRecord(context, reader, "secrets", [&](const yaml::Node& node) {
    ir::SecretDeclaration secret = ReadEntrySecret(context, node);
    if (IsName(secret.name.text())) secrets.push_back(secret);
  });
  return secrets;
}

/// Names of the contract fields that only a foreign image may have here. `user` does not count: entries have it for
/// other targets, too.
std::vector<ir::Text> ContractFields(ReadContext& context, const MappingReader& reader) {
  constexpr std::array<std::string_view, 6> kAccount = {"uid", "gid", "home", "working_dir", "command", "entrypoint"};
  const auto is_contract = [&](const PresentField& field) {
    const auto has_name = [&](std::string_view name) { return field.field->name == name; };
    return std::ranges::any_of(kAccount, has_name) ||
           std::ranges::any_of(schema::kContractFields, has_name, &schema::Field::name);
  };
  std::vector<ir::Text> names;
  for (const PresentField& field : reader.fields()) {
    if (is_contract(field)) names.push_back(ReadText(context, *field.key));
  }
  return names;
}

std::optional<ir::EntryContract> ReadEntryContract(ReadContext& context, const MappingReader& reader) {
  ir::EntryContract entry;
  entry.fields = ContractFields(context, reader);
  if (const PresentField* user = Present(reader, "user"); user != nullptr && user->value->kind == yaml::Kind::Scalar) {
    entry.user = CleanText(context, reader, "user");
  }
  if (entry.fields.empty() && entry.user.empty()) return std::nullopt;
  entry.contract = ReadContract(context, reader, Symbol(), false);
  entry.uid = reader.Integer("uid");
  entry.gid = reader.Integer("gid");
  entry.home = CleanText(context, reader, "home");
  entry.working_dir = CleanText(context, reader, "working_dir");
  entry.command = reader.Texts("command");
  entry.entrypoint = reader.Texts("entrypoint");
  return entry;
}

}  // namespace

ir::Entry ReadEntry(ReadContext& context, const yaml::Node& value, WrittenStatus& written) {
  const MappingReader reader(context, value, schema::kDeployEntry);
  ir::Entry entry;
  entry.image = CheckedText(context, reader, "image");
  written = ReadWrittenStatus(context, reader);
  entry.status = written.EffectiveStatus();
  entry.info = written.EffectiveInfo();
  if (const PresentField* field = Present(reader, "tunnel")) entry.tunnel = ReadTunnel(context, *field->value);
  entry.dns = CheckedText(context, reader, "dns");
  entry.volumes = ReadVolumeRecords(context, reader);
  if (const PresentField* field = Present(reader, "ports"))
    entry.ports = ReadPortMappings(context, *field->value, true);
  if (const PresentField* field = Present(reader, "resolved_port")) {
    entry.resolved_ports = ReadPortMappings(context, *field->value, false);
  }
  if (const PresentField* field = Present(reader, "env")) {
    entry.env = ReadEnv(context, *field->value, ir::Origin::Deploy);
  }
  entry.env_file = CleanText(context, reader, "env_file");
  if (const PresentField* field = Present(reader, "security")) entry.security = ReadSecurity(context, *field->value);
  entry.network = CleanText(context, reader, "network");
  entry.secrets = ReadEntrySecrets(context, reader);
  if (const PresentField* field = Present(reader, "sidecars")) {
    entry.sidecars = ReadSidecarMap(context, *field->value, true);
    std::ranges::sort(entry.sidecars, {}, &ir::SidecarSpec::name);
  }
  entry.contract = ReadEntryContract(context, reader);
  return entry;
}

}  // namespace ovcc
