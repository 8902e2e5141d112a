#pragma once

#include "ir/deployment.h"
#include "ir/image.h"
#include "ir/schema.h"

/// Spellings of the enums, in the order of their enumerators.
namespace ovcc::ir {

template <>
struct EnumWords<Status> {
  static constexpr auto kWords = std::to_array<std::string_view>({"unset", "working", "testing", "broken"});
};
template <>
struct EnumWords<Origin> {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"provide", "mcp", "image", "deploy", "template", "override", "env-file",
                                       "workspace", "flag-file", "flag", "host-fact", "default", "no-proxy"});
};
template <>
struct EnumWords<Protocol> {
  static constexpr auto kWords = std::to_array<std::string_view>({"unset", "tcp", "udp"});
};
template <>
struct EnumWords<PortSource> {
  static constexpr auto kWords = std::to_array<std::string_view>({"unset", "image", "entry", "resolved", "sidecar"});
};
template <>
struct EnumWords<SecurityLevel> {
  static constexpr auto kWords = std::to_array<std::string_view>({"layer", "image", "entry", "host"});
};
template <>
struct EnumWords<SecurityEffect> {
  static constexpr auto kWords = std::to_array<std::string_view>({"set", "added", "none"});
};
template <>
struct EnumWords<VolumeType> {
  static constexpr auto kWords = std::to_array<std::string_view>({"named", "bind", "encrypted"});
};
template <>
struct EnumWords<SecretKind> {
  static constexpr auto kWords = std::to_array<std::string_view>({"layer", "credential", "sidecar", "deploy"});
};
template <>
struct EnumWords<UserPolicy> {
  static constexpr auto kWords = std::to_array<std::string_view>({"unset", "auto", "adopt", "create"});
};
template <>
struct EnumWords<TunnelProvider> {
  static constexpr auto kWords = std::to_array<std::string_view>({"unknown", "tailscale", "cloudflare"});
};
template <>
struct EnumWords<TunnelScope::Kind> {
  static constexpr auto kWords = std::to_array<std::string_view>({"unset", "all", "ports", "hostnames"});
};

}  // namespace ovcc::ir
