// Reads deploy.yml: root spellings (§0), the registry of external provides (§4.1), deploy keys and targets (§1.3).
// Entries of other targets count for nothing (§16.10): their fields are not even looked at, because other tools own
// them.
#include "frontend/read/deploy.h"

#include <algorithm>
#include <array>

#include "frontend/grammar/deploy_key.h"
#include "frontend/read/entry.h"
#include "frontend/read/mapping.h"
#include "frontend/read/scalar_span.h"
#include "frontend/schema/deploy_fields.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

enum class Target : std::uint8_t { Unset, Compiled, Other };

struct TargetWord {
  std::string_view word;
  Target target;
};
constexpr std::array kTargets = {
    TargetWord{"android", Target::Other}, TargetWord{"container", Target::Compiled}, TargetWord{"host", Target::Other},
    TargetWord{"k8s", Target::Other},     TargetWord{"kubernetes", Target::Other},   TargetWord{"local", Target::Other},
    TargetWord{"pod", Target::Compiled},  TargetWord{"vm", Target::Other},
};

/// Where the entry goes by its `word`. An unknown one is reported and compiled, so that its neighbours still find what
/// it provides.
Target ReadTarget(ReadContext& context, const yaml::Node& entry, ir::Text& word) {
  if (entry.kind != yaml::Kind::Map) return Target::Unset;
  const auto id = context.document.Find(entry, "target");
  if (!id) return Target::Unset;
  const yaml::Node& value = context.node(*id);
  if (value.kind != yaml::Kind::Scalar || value.text.empty()) return Target::Unset;
  word = ReadText(context, value);
  const auto* known = std::ranges::find(kTargets, value.text, &TargetWord::word);
  if (known != kTargets.end()) return known->target;
  std::array<std::string_view, kTargets.size()> words;
  std::ranges::transform(kTargets, words.begin(), &TargetWord::word);
  context.diags.Emit(value.span, diag::UnknownTarget, value.text).Suggest(Nearest(value.text, words));
  return Target::Compiled;
}

/// Reports a broken key; false if there is no entry to be had from it.
bool CheckKey(ReadContext& context, const yaml::Node& key, bool project_file) {
  if (project_file && key.text.contains('.')) context.diags.Emit(key.span, diag::DeployKeyDot, key.text);
  if (RefuseControlCharacters(context, ReadText(context, key), "a deploy key")) return false;
  const auto parsed = ParseDeployKey(key.text);
  if (parsed) return true;
  const ScalarError& error = parsed.error();
  const Halves parts = SplitFirst(key.text, '/');
  const bool in_instance = parts.found && error.offset > parts.first.size();
  context.diags.Emit(SpanOf(context, key, error), diag::DeployKeyInvalid, in_instance ? "the instance" : "the image",
                     in_instance ? parts.second : parts.first);
  return false;
}

void ReadDeployment(ReadContext& context, const yaml::Node& key, const yaml::Node& value, bool project_file,
                    DeployFile& out) {
  const Symbol name = context.names.Intern(key.text);
  StatedTarget stated{name, {}};
  const Target target = ReadTarget(context, value, stated.word);
  if (target == Target::Other) {
    out.other_targets.push_back(stated);
    return;
  }
  const bool key_is_good = CheckKey(context, key, project_file);
  WrittenStatus written;
  ir::Entry entry = ReadEntry(context, value, written);
  if (!key_is_good) return;
  ir::Deployment& deployment = out.deployments.emplace_back();
  deployment.entry = std::move(entry);
  const Halves parts = SplitFirst(key.text, '/');
  deployment.key = name;
  deployment.base_name = context.names.Intern(parts.first);
  deployment.instance = context.names.Intern(parts.second);
  deployment.span = key.span;
  deployment.record_span = {key.span.begin, std::max(key.span.end, value.span.end)};
  if (written.says_something()) {
    out.statuses.insert_or_assign(name, std::move(written));
  } else {
    out.statuses.erase(name);
  }
  if (target == Target::Compiled) out.own_targets.push_back(stated);
}

/// Name of a record, with the place to blame: the name, or the record where it has none.
ir::Text ReadName(const MappingReader& reader, const yaml::Node& record) {
  ir::Text name = reader.Text("name");
  if (name.span.empty()) name.span = record.span;
  return name;
}

void ReadProvidedVariable(ReadContext& context, const yaml::Node& node, DeployFile& out) {
  const MappingReader reader(context, node, schema::kProvidedVariable);
  const ir::Text name = ReadName(reader, node);
  if (name.empty()) {
    context.diags.Emit(name.span, diag::EnvNameEmpty, "provides.env");
    return;
  }
  if (!IsEnvName(name.text())) {
    context.diags.Emit(name.span, diag::EnvNameInvalid, name.text(), "provides.env");
    return;
  }
  ir::EnvRecord record;
  record.name = name.value;
  record.value = reader.Text("value").value;
  record.own_value = record.value;
  record.source = reader.Text("source").value;
  record.external = true;
  record.span = name.span;
  const ir::Text value = reader.Text("value");
  if (const std::size_t nul = value.text().find('\0'); nul != std::string_view::npos) {
    context.diags.Emit(PlaceIn(context, value, nul), diag::NulInValue, name.text());
  }
  out.external_env.push_back(record);
}

void ReadProvidedServer(ReadContext& context, const yaml::Node& node, DeployFile& out) {
  const MappingReader reader(context, node, schema::kProvidedServer);
  const ir::Text name = ReadName(reader, node);
  if (name.empty()) {
    context.diags.Emit(name.span, diag::McpNameEmpty, "provides.mcp");
    return;
  }
  ir::McpRecord record;
  record.name = name.value;
  record.url = reader.Text("url").value;
  record.own_url = record.url;
  const ir::Text transport = reader.Text("transport");
  record.transport = transport.value;
  record.source = reader.Text("source").value;
  record.external = true;
  record.span = name.span;
  if (record.url.empty()) context.diags.Emit(name.span, diag::McpUrlEmpty, name.text());
  if (!transport.empty() && transport.text() != "http" && transport.text() != "sse") {
    context.diags.Emit(transport.span, diag::McpTransportInvalid, transport.text());
  }
  out.external_mcp.push_back(record);
}

/// The registry, and not an entry of that name: nothing but lists of records.
bool IsRegistry(ReadContext& context, const yaml::Node& value) {
  if (value.kind != yaml::Kind::Map || value.count == 0) return false;
  const auto is_record = [&](yaml::NodeId id) { return context.node(id).kind == yaml::Kind::Map; };
  return std::ranges::all_of(context.document.entries(value), [&](const yaml::MapEntry& entry) {
    const std::string_view key = context.node(entry.key).text;
    const yaml::Node& list = context.node(entry.value);
    return (key == "env" || key == "mcp") && list.kind == yaml::Kind::List &&
           std::ranges::all_of(context.document.items(list), is_record);
  });
}

/// `{images: …, provides: …}` inside a root map, one of them or both: the nesting of E2.
bool IsNested(ReadContext& context, const yaml::Node& map) {
  bool nested = false;
  for (const yaml::MapEntry& entry : context.document.entries(map)) {
    const std::string_view key = context.node(entry.key).text;
    if (key != "images" && key != "provides") return false;
    nested = nested || key == "images" || IsRegistry(context, context.node(entry.value));
  }
  return nested;
}

/// In the order in which a program has its deployments, so that these large records need not be moved.
std::vector<yaml::MapEntry> SortedByKey(ReadContext& context, const yaml::Node& map) {
  const std::span<const yaml::MapEntry> entries = context.document.entries(map);
  std::vector<yaml::MapEntry> sorted(entries.begin(), entries.end());
  std::ranges::sort(sorted, {}, [&](const yaml::MapEntry& entry) { return context.node(entry.key).text; });
  return sorted;
}

}  // namespace

void ReadRegistry(ReadContext& context, const yaml::Node& map, DeployFile& out) {
  const MappingReader reader(context, map, schema::kRegistry);
  const auto read_all = [&](std::string_view list, auto read) {
    const PresentField* field = reader.Find(list);
    if (field == nullptr) return;
    for (const yaml::NodeId id : context.document.items(*field->value)) {
      const yaml::Node& record = context.node(id);
      if (ExpectRecord(context, record, list)) read(context, record, out);
    }
  };
  read_all("env", ReadProvidedVariable);
  read_all("mcp", ReadProvidedServer);
}

void ReadDeployMap(ReadContext& context, const yaml::Node& map, bool project_file, DeployFile& out) {
  if (!ExpectKind(context, map, "deploy", yaml::Kind::Map) || map.kind != yaml::Kind::Map) return;
  const bool nested = IsNested(context, map);
  if (out.deployments.empty()) out.deployments.reserve(map.count);
  for (const yaml::MapEntry& entry : SortedByKey(context, map)) {
    const yaml::Node& key = context.node(entry.key);
    const yaml::Node& value = context.node(entry.value);
    if (!nested) {
      ReadDeployment(context, key, value, project_file, out);
    } else if (key.text == "provides") {
      ReadRegistry(context, value, out);
    } else if (ExpectKind(context, value, key.text, yaml::Kind::Map) && value.kind == yaml::Kind::Map) {
      if (out.deployments.empty()) out.deployments.reserve(value.count);
      for (const yaml::MapEntry& inner : SortedByKey(context, value)) {
        ReadDeployment(context, context.node(inner.key), context.node(inner.value), project_file, out);
      }
    }
  }
}

DeployFile ReadDeployFile(ReadContext& context, const yaml::Node& root) {
  DeployFile out;
  const MappingReader reader(context, root, schema::kDeployRoot);
  const PresentField* first = nullptr;
  for (const PresentField& field : reader.fields()) {
    const auto is_field = [&](const schema::Field& known) { return known.name == field.field->name; };
    if (std::ranges::none_of(schema::kDeployRootMaps, is_field)) continue;
    if (first != nullptr) {
      context.diags.Emit(field.key->span, diag::TwoRoots, first->key->text, field.key->text)
          .Attach(first->key->span, "first one here");
    } else {
      first = &field;
    }
    ReadDeployMap(context, *field.value, false, out);
  }
  if (const PresentField* provides = reader.Find("provides")) ReadRegistry(context, *provides->value, out);
  return out;
}

}  // namespace ovcc
