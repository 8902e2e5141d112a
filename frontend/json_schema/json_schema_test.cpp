#include "frontend/json_schema/json_schema.h"

#include <gtest/gtest.h>

#include <cctype>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "frontend/schema/all.h"

namespace ovcc::schema {
namespace {

using nlohmann::json;

json SchemaOf(std::string_view name) {
  for (const FileKind& kind : FileKinds()) {
    if (kind.name == name) return json::parse(JsonSchema(kind));
  }
  return {};
}

bool IsOneSentence(std::string_view text) {
  if (text.size() < 2 || !text.ends_with('.')) return false;
  return text.find_first_of("\n") == std::string_view::npos && text.find(". ") == std::string_view::npos;
}

// Adding a field means saying what it is for.
TEST(JsonSchema, EveryFieldIsDescribedByOneSentence) {
  std::size_t fields = 0;
  for (const Mapping* mapping : kMappings) {
    for (const Field& field : mapping->fields) {
      ++fields;
      EXPECT_TRUE(IsOneSentence(field.description)) << mapping->name << ": " << field.name << ": " << field.description;
    }
  }
  EXPECT_GT(fields, 300U);
}

TEST(JsonSchema, NoTwoMappingsShareADefinition) {
  std::set<std::string> names;
  for (const Mapping* mapping : kMappings) {
    EXPECT_TRUE(names.insert(DefinitionName(*mapping)).second) << mapping->name;
  }
  EXPECT_EQ(DefinitionName(kDeployEntry), "deploy-entry");
  EXPECT_EQ(DefinitionName(kMcpProvide), "MCP-server");
  EXPECT_EQ(DefinitionName(kSecurity), "security");
}

void ExpectReferencesResolve(const json& root, const json& part) {
  if (!part.is_structured()) return;
  for (const auto& [key, value] : part.items()) {
    if (key == "$ref") {
      EXPECT_TRUE(root.contains(json::json_pointer(value.get<std::string>().substr(1)))) << value;
    } else {
      ExpectReferencesResolve(root, value);
    }
  }
}

TEST(JsonSchema, EveryReferenceResolves) {
  for (const FileKind& kind : FileKinds()) {
    const json root = SchemaOf(kind.name);
    EXPECT_EQ(root["$id"], "urn:ovcc:schema:" + std::string(kind.name));
    ExpectReferencesResolve(root, root);
  }
}

TEST(JsonSchema, OldSpellingsAreDeprecatedAndSpellingsExcludeEachOther) {
  const json layer = SchemaOf("layer")["$defs"]["layer"]["properties"];
  EXPECT_FALSE(layer["requires"].contains("deprecated"));
  EXPECT_EQ(layer["depends"]["deprecated"], true);
  EXPECT_EQ(SchemaOf("deploy")["properties"]["deployments"]["deprecated"], true);
  const json entry = SchemaOf("deploy")["$defs"]["deploy-entry"];
  EXPECT_EQ(entry["properties"]["port"]["$ref"], "#/$defs/deploy-entry/properties/ports");
  const json& pairs = entry["not"]["anyOf"];
  EXPECT_NE(std::find(pairs.begin(), pairs.end(), json::parse(R"({"required": ["ports", "port"]})")), pairs.end());
}

TEST(JsonSchema, ClosedMappingsRefuseUnknownKeysAndOpenOnesDoNot) {
  EXPECT_EQ(SchemaOf("deploy")["additionalProperties"], false);
  EXPECT_EQ(SchemaOf("deploy")["patternProperties"]["^x-"], true);
  EXPECT_FALSE(SchemaOf("layer")["$defs"]["layer"].contains("additionalProperties"));
}

TEST(JsonSchema, FieldsThatAreOnlyKnownToBeRefusedAreLeftOut) {
  const json sidecar = SchemaOf("sidecar")["$defs"]["sidecar"];
  EXPECT_TRUE(sidecar["properties"].contains("env_provides"));
  EXPECT_FALSE(sidecar["properties"].contains("env_requires"));
  EXPECT_FALSE(sidecar["properties"].contains("env_require"));
}

TEST(JsonSchema, LabelsOfListsHoldJson) {
  const json labels = SchemaOf("inspect")["$defs"]["labels-of-an-image"]["properties"];
  EXPECT_EQ(labels["org.overthinkos.env_provides"]["contentMediaType"], "application/json");
  EXPECT_FALSE(labels["org.overthinkos.user"].contains("contentSchema"));
}

}  // namespace
}  // namespace ovcc::schema
