#pragma once

#include <array>

#include "frontend/schema/scalars.h"

/// Records of a contract (§1.4), shared by layers, foreign images and foreign deploy entries (§17.2).
namespace ovcc::schema {

inline constexpr std::array kDescriptionFields = {
    Field{"feature", "", Type::Text, false, "What it offers, in a few words."},
    Field{"narrative", "", Type::Text, false, "The longer story."},
    Field{"tag", "tags", Type::TextOrList, false, "Words; one of working, testing, broken is the status."},
    Field{"scenario", "scenarios", Type::Any, true, "Test scenarios of the description."},
};
inline constexpr Mapping kDescription = {"a description", kDescriptionFields, true};

inline constexpr std::array kStatusFields = {
    Field{"status", "", Type::Text, false, "How mature it is: working, testing or broken.", OfText(kStatusWord)},
    Field{"info", "", Type::Text, false, "A remark that is shown in the unit."},
    Field{"description", "", Type::TextOrMap, false, "What it is: text, or feature, narrative and tags.",
          OfTextOrRecord(kAnyText, kDescription)},
};

inline constexpr std::array kEnvDependencyFields = {
    Field{"name", "", Type::Text, false, "Name of the variable.", OfText(kEnvName)},
    Field{"description", "", Type::Text, false, "What the value is for."},
    Field{"default", "", Type::Text, false, "The value if nothing supplies one."},
};
inline constexpr Mapping kEnvDependency = {"a dependency", kEnvDependencyFields, false, false, "name description"};

inline constexpr std::array kSecretDependencyFields = {
    Field{"name", "", Type::Text, false, "Variable that receives the secret.", OfText(kSecretVariable)},
    Field{"description", "", Type::Text, false, "What the secret is for."},
    Field{"default", "", Type::Text, false, "Not used: it would put the value into the unit."},
    Field{"key", "", Type::Text, false, "Path in the credential store, ov/<service>/<key>.", OfText(kCredentialKey)},
};
inline constexpr Mapping kSecretDependency = {"a secret dependency", kSecretDependencyFields, false, false,
                                              "name description"};

inline constexpr std::array kMcpDependencyFields = {
    Field{"name", "", Type::Text, false, "Name of the MCP server."},
    Field{"description", "", Type::Text, false, "What the server is for."},
};
inline constexpr Mapping kMcpDependency = {"an MCP dependency", kMcpDependencyFields, false, false, "name description"};

inline constexpr std::array kMcpProvideFields = {
    Field{"name", "", Type::Text, false, "Name of the MCP server."},
    Field{"url", "", Type::Text, false, "Its address, a template.", OfText(kTemplate)},
    Field{"transport", "", Type::Text, false, "http or sse.", OfText(kTransport)},
};
inline constexpr Mapping kMcpProvide = {"an MCP server", kMcpProvideFields, false, false, "name url"};

inline constexpr std::array kVolumeFields = {
    Field{"name", "", Type::Text, false, "Lower-case letters and digits, joined by dashes.", OfText(kKebab)},
    Field{"path", "", Type::Text, false, "Absolute path in the container; ~ is its home.", OfText(kOneLine)},
};
inline constexpr Mapping kVolume = {"a volume", kVolumeFields, false, false, "name path"};

inline constexpr std::array kSecretFields = {
    Field{"name", "", Type::Text, false, "Name of the secret.", OfText(kName)},
    Field{"target", "", Type::Text, false, "Path of the secret in the container.", OfText(kSecretPlace)},
    Field{"env", "", Type::Text, false, "Variable that receives the secret instead of a file.", OfText(kEnvName)},
    Field{"description", "", Type::Text, false, "What the secret is for."},
};
inline constexpr Mapping kSecret = {"a secret", kSecretFields, false, false, "name"};

inline constexpr std::array kContractFields = {
    Field{"env_provides", "env_provide", Type::Map, false, "Variables offered to other deploys: name to template.",
          OfPairs(kEnvName, kTemplate)},
    Field{"env_accepts", "env_accept", Type::RecordList, false, "Variables it uses if some deploy offers them.",
          OfTextOrRecord(kEnvName, kEnvDependency)},
    Field{"env_requires", "env_require", Type::RecordList, false, "Variables without which it cannot run.",
          OfTextOrRecord(kEnvName, kEnvDependency)},
    Field{"secret_accepts", "secret_accept", Type::RecordList, false, "Secrets it uses if they are available.",
          OfTextOrRecord(kSecretVariable, kSecretDependency)},
    Field{"secret_requires", "secret_require", Type::RecordList, false, "Secrets without which it cannot run.",
          OfTextOrRecord(kSecretVariable, kSecretDependency)},
    Field{"mcp_provides", "mcp_provide", Type::RecordList, false, "MCP servers offered to other deploys.",
          OfRecord(kMcpProvide)},
    Field{"mcp_accepts", "mcp_accept", Type::RecordList, false, "MCP servers it uses if some deploy offers them.",
          OfTextOrRecord(kAnyText, kMcpDependency)},
    Field{"mcp_requires", "mcp_require", Type::RecordList, false, "MCP servers it needs.",
          OfTextOrRecord(kAnyText, kMcpDependency)},
};

inline constexpr std::array kResourceFields = {
    Field{"volumes", "volume", Type::RecordList, false, "Volumes: a name and a path in the container.",
          OfRecord(kVolume)},
    Field{"secrets", "secret", Type::RecordList, false, "Secrets: a name, and a variable or a path.",
          OfRecord(kSecret)},
};

inline constexpr std::array kSidecarVolumeFields = {
    Field{"name", "", Type::Text, false, "Lower-case letters and digits, joined by dashes.", OfText(kKebab)},
    Field{"path", "", Type::Text, false, "Absolute path in the container; ~ is its home.", OfText(kOneLine)},
    Field{"host", "", Type::Text, false, "A file or folder of the host to mount instead of a named volume.",
          OfText(kOneLine)},
};
inline constexpr Mapping kSidecarVolume = {"a sidecar volume", kSidecarVolumeFields, false, false, "name path"};

inline constexpr std::array kSidecarSecretFields = {
    Field{"name", "", Type::Text, false, "Name of the secret.", OfText(kName)},
    Field{"target", "", Type::Text, false, "Path of the secret in the container.", OfText(kSecretPlace)},
    Field{"env", "", Type::Text, false, "Variable that receives the secret instead of a file.", OfText(kEnvName)},
    Field{"env_from", "", Type::Text, false, "Template for the host variable that holds the value."},
    Field{"description", "", Type::Text, false, "What the secret is for."},
};
inline constexpr Mapping kSidecarSecret = {"a sidecar secret", kSidecarSecretFields, false, false, "name"};

}  // namespace ovcc::schema
