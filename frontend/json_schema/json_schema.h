#pragma once

#include <span>
#include <string>
#include <string_view>

#include "frontend/schema/schema.h"

/// JSON Schema 2020-12 of the files that ovcc reads, made from the field tables. A schema is never stricter than the
/// readers: what compiles validates. It is laxer where a rule needs more than one file, or more than YAML keeps.
namespace ovcc::schema {

/// A kind of file.
struct FileKind {
  std::string_view name;   // of the command line: "deploy"
  std::string_view file;   // what such files are called: "deploy.yml"
  std::string_view title;  // what they hold
  std::string_view root;   // the definition at the top
};

[[nodiscard]] std::span<const FileKind> FileKinds();

/// Name of the file that holds the schema of a kind: `deploy.schema.json`.
[[nodiscard]] std::string SchemaFileName(const FileKind& kind);

/// The schema, with a line break at the end. Equal in every run.
[[nodiscard]] std::string JsonSchema(const FileKind& kind);

/// Name of a mapping among the definitions: "a deploy entry" is `deploy-entry`.
[[nodiscard]] std::string DefinitionName(const Mapping& mapping);

}  // namespace ovcc::schema
