// `.ovcc.yml`: the settings of a project.
#include "frontend/read/settings.h"

#include "frontend/loaded_file.h"
#include "frontend/read/mapping.h"
#include "frontend/read/root.h"
#include "frontend/schema/settings.h"
#include "frontend/sources.h"

namespace ovcc {
namespace {

std::vector<ir::KeyValue> ReadRules(ReadContext& context, const yaml::Node& map) {
  std::vector<ir::KeyValue> rules;
  for (const yaml::MapEntry& entry : context.document.entries(map)) {
    const yaml::Node& key = context.node(entry.key);
    const yaml::Node& value = context.node(entry.value);
    if (!ExpectKind(context, value, key.text, yaml::Kind::Scalar)) continue;
    rules.push_back({.name = context.names.Intern(key.text),
                     .value = context.names.Intern(value.text),
                     .span = key.span,
                     .value_span = value.span});
  }
  return rules;
}

}  // namespace

ProjectSettings ReadProjectSettings(const std::string& project, const FileSystem& files, SourceManager& sources,
                                    Interner& names, DiagnosticSink& diags) {
  ProjectSettings settings;
  const std::string path = PathInProject(project, ".ovcc.yml");
  const std::vector<LoadedFile> loaded = LoadFiles(std::span(&path, 1), {}, files, sources, diags);
  const LoadedFile& file = loaded.front();
  if (file.failure) {
    if (!file.failure->not_found) diags.Emit({}, diag::FileUnreadable, path, file.failure->reason);
    return settings;
  }
  const yaml::Document* document = OnlyDocument(file.yaml, diags);
  if (document == nullptr) return settings;
  ReadContext context{*document, sources, names, diags};
  const yaml::Node* root = RootMap(context);
  if (root == nullptr) return settings;
  const MappingReader reader(context, *root, schema::kSettings);
  const PresentField* lint = reader.Find("lint");
  if (lint == nullptr) return settings;
  const MappingReader lint_reader(context, *lint->value, schema::kLintSettings);
  if (const PresentField* rules = lint_reader.Find("rules")) settings.rules = ReadRules(context, *rules->value);
  settings.baseline = lint_reader.Text("baseline");
  return settings;
}

}  // namespace ovcc
