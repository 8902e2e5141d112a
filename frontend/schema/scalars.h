#pragma once

#include "frontend/schema/schema.h"

/// Texts that fields take, as patterns. The grammar of each is the file of that name in frontend/grammar/, or a
/// function of support/text.h; frontend/json_schema/scalars_test.cpp holds them against each other.
namespace ovcc::schema {

inline constexpr Scalar kAnyText = {};
inline constexpr Scalar kOneLine = {R"([^\u0000-\u001f\u007f]*)"};
inline constexpr Scalar kWord = {R"([^ \t\n\v\f\r]+)"};

inline constexpr Scalar kName = {"[A-Za-z0-9][A-Za-z0-9_.-]*"};
inline constexpr Scalar kKebab = {"[a-z0-9]+(?:-[a-z0-9]+)*"};
inline constexpr Scalar kEnvName = {"[A-Za-z_][A-Za-z0-9_]*"};
inline constexpr Scalar kEnvKey = {"[A-Za-z_][A-Za-z0-9_.-]*"};
inline constexpr Scalar kBakedEnvKey = {"(?!PATH$)[A-Za-z_][A-Za-z0-9_.-]*"};
inline constexpr Scalar kEnvAssignment = {R"([A-Za-z_][A-Za-z0-9_.-]*(?:=[\s\S]*)?)"};
inline constexpr Scalar kSecretVariable = {"[A-Za-z][A-Za-z0-9_]*"};
inline constexpr Scalar kTemplate = {
    R"((?:[^{}]|\{(?!\{)|\{(?=\{\{\.(?:ContainerName|(?:HostPort|ContainerPort) [0-9]+)\}\})|\}(?!\})|)"
    R"(\{\{\.(?:ContainerName|(?:HostPort|ContainerPort) [0-9]+)\}\})*)"};

inline constexpr Scalar kImageReference = {R"([A-Za-z0-9\[][A-Za-z0-9._:/@\[\]-]*)"};
inline constexpr Scalar kPinnedReference = {R"((?=.*[/:@])[A-Za-z0-9\[][A-Za-z0-9._:/@\[\]-]*)"};
inline constexpr Scalar kRegistryPath = {R"([A-Za-z0-9\[][A-Za-z0-9._:/\[\]-]*)"};
inline constexpr Scalar kImageTag = {"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"};
inline constexpr Scalar kVersion = {R"([0-9]+\.[0-9]+\.[0-9]+)", {}, Plain::None};

inline constexpr Scalar kPortNumber = {"[0-9]{1,5}", {}, Plain::Port};
inline constexpr Scalar kPortMapping = {
    R"((?:(?:(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:.]+\]):)?[0-9]{1,5}:)?[0-9]{1,5}(?:/(?:tcp|udp))?)",
    {},
    Plain::Port};
inline constexpr Scalar kEntryPort = {
    R"(auto|(?:(?:(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:.]+\]):)?[0-9]{1,5}:)?[0-9]{1,5}(?:/(?:tcp|udp))?)",
    {},
    Plain::Port};
inline constexpr Scalar kLayerPort = {
    R"((?:(?:http|https|https\+insecure|rdp|smb|ssh|tcp|tls-terminated-tcp|udp):)?[0-9]{1,5})", {}, Plain::Port};

inline constexpr Scalar kMemorySize = {
    R"([ ]*(?:infinity|[0-9]+(?:\.[0-9]+)?[kmgtKMGT]?|[0-9]+%)?[ ]*)", {}, Plain::Number};
inline constexpr Scalar kShmSize = {"[ ]*(?:[0-9]+[bkmgtBKMGT]?)?[ ]*", {}, Plain::Number};
inline constexpr Scalar kCpus = {R"([0-9]+(?:\.[0-9]+)?)", {}, Plain::Number};
inline constexpr Scalar kMount = {
    R"((?:tmpfs|/[^ \t\n\v\f\r:]*|[A-Za-z0-9][A-Za-z0-9_.-]*):/[^ \t\n\v\f\r:]+(?::[^ \t\n\v\f\r:]+)?)",
    {},
    Plain::None};

inline constexpr Scalar kSecretPlace = {R"([^, \t\n\v\f\r]+)"};
inline constexpr Scalar kSecretSource = {
    R"(keyring|env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\u0000-\u001f\u007f]*)", {}, Plain::None};
inline constexpr Scalar kCredentialKey = {"ov/[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9_-]*", {}, Plain::None};
inline constexpr Scalar kTunnelName = {"[A-Za-z0-9][A-Za-z0-9-]*"};

inline constexpr Scalar kStatusWord = {{}, "working testing broken"};
inline constexpr Scalar kUserPolicy = {{}, "auto adopt create"};
inline constexpr Scalar kTransport = {{}, "http sse"};
inline constexpr Scalar kLayerEngine = {{}, "podman docker"};
inline constexpr Scalar kVolumeType = {{}, "volume bind encrypted encrypt"};
inline constexpr Scalar kTunnelProvider = {{}, "tailscale cloudflare"};
inline constexpr Scalar kRuleLevel = {{}, "off note warning error"};
inline constexpr Scalar kTarget = {{}, "pod container vm host local k8s kubernetes android"};

}  // namespace ovcc::schema
