#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/security.h"

/// Labels that the reference writes into every image it builds. Names and forms: ov/labels.go and ov/generate.go of
/// https://github.com/overthinkos/overthink at revision 63d6a8c4; the singular spellings came with e097110a.
namespace ovcc::schema {

inline constexpr std::string_view kLabelPrefix = "org.overthinkos.";

/// Every image of the reference has this one; an image without it carries no contract.
inline constexpr std::string_view kVersionLabel = "org.overthinkos.version";
inline constexpr std::string_view kImageLabel = "org.overthinkos.image";
inline constexpr std::string_view kDataImageLabel = "org.overthinkos.data_image";

/// The labels that decide about units; the others are passed over. Lists and mappings are JSON inside the label, left
/// out where empty; `Text` and `Integer` are the label itself.
inline constexpr std::array kLabelFields = {
    Field{"registry", "org.overthinkos.registry", Type::Text, false, "Registry and path before the image name."},
    Field{"user", "org.overthinkos.user", Type::Text, false, "Account that runs the container."},
    Field{"uid", "org.overthinkos.uid", Type::Integer, false, "Its user id."},
    Field{"gid", "org.overthinkos.gid", Type::Integer, false, "Its group id."},
    Field{"home", "org.overthinkos.home", Type::Text, false, "Its home folder."},
    Field{"network", "org.overthinkos.network", Type::Text, false, "Podman network."},
    Field{"init", "org.overthinkos.init", Type::Text, false, "supervisord or systemd; absent: none."},
    Field{"status", "org.overthinkos.status", Type::Text, false, "The worst of the image and its layers.",
          OfText(kStatusWord)},
    Field{"info", "org.overthinkos.info", Type::Text, false, "Remarks, joined."},
    Field{"ports", "org.overthinkos.ports org.overthinkos.port", Type::List, false, "Port mappings: [\"8080:80\"].",
          OfText(kPortMapping)},
    Field{"port_protos", "org.overthinkos.port_protos org.overthinkos.port_proto", Type::Map, false,
          "{\"5432\": \"tcp\"}: schemes other than http.", OfPairs(kPortNumber, kAnyText)},
    Field{"env", "org.overthinkos.env", Type::List, false, "Variables: [\"KEY=VALUE\"].", OfText(kEnvAssignment)},
    Field{"security", "org.overthinkos.security", Type::Map, false, "As in image.yml.", OfRecord(kSecurity)},
    Field{"volumes", "org.overthinkos.volumes org.overthinkos.volume", Type::RecordList, false,
          "Short name and expanded path.", OfRecord(kVolume)},
    Field{"secrets", "org.overthinkos.secrets org.overthinkos.secret", Type::RecordList, false, "name, target, env.",
          OfRecord(kSecret)},
    Field{"env_provides", "org.overthinkos.env_provides org.overthinkos.env_provide", Type::Map, false,
          "Name to template.", OfPairs(kEnvName, kTemplate)},
    Field{"env_accepts", "org.overthinkos.env_accepts org.overthinkos.env_accept", Type::RecordList, false,
          "name, description, default.", OfTextOrRecord(kEnvName, kEnvDependency)},
    Field{"env_requires", "org.overthinkos.env_requires org.overthinkos.env_require", Type::RecordList, false,
          "name, description, default.", OfTextOrRecord(kEnvName, kEnvDependency)},
    Field{"secret_accepts", "org.overthinkos.secret_accepts org.overthinkos.secret_accept", Type::RecordList, false,
          "name, description, default, key.", OfTextOrRecord(kSecretVariable, kSecretDependency)},
    Field{"secret_requires", "org.overthinkos.secret_requires org.overthinkos.secret_require", Type::RecordList, false,
          "name, description, default, key.", OfTextOrRecord(kSecretVariable, kSecretDependency)},
    Field{"mcp_provides", "org.overthinkos.mcp_provides org.overthinkos.mcp_provide", Type::RecordList, false,
          "name, url, transport.", OfRecord(kMcpProvide)},
    Field{"mcp_accepts", "org.overthinkos.mcp_accepts org.overthinkos.mcp_accept", Type::RecordList, false,
          "name, description.", OfTextOrRecord(kAnyText, kMcpDependency)},
    Field{"mcp_requires", "org.overthinkos.mcp_requires org.overthinkos.mcp_require", Type::RecordList, false,
          "name, description.", OfTextOrRecord(kAnyText, kMcpDependency)},
};
inline constexpr Mapping kLabels = {"the labels of an image", kLabelFields};

}  // namespace ovcc::schema
