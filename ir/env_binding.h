#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ir/text.h"

namespace ovcc::ir {

/// Longest argument that arrives in a container, in bytes: `KEY=VALUE` for variables. Source: quadlet-encoding.md 3.
inline constexpr std::size_t kMaxArgument = 131'071;

/// Who supplied a binding. Precedence is the business of bind-env (§4.3), not of this order.
enum class Origin : std::uint8_t {
  Provide,    // another deploy, or the own one; `source` is its key
  Mcp,        // OV_MCP_SERVERS
  Image,      // `env` of the image
  Deploy,     // `env` of the entry
  Template,   // a sidecar template
  Override,   // `sidecars.NAME.env` of the entry
  EnvFile,    // `env_file` of the entry
  Workspace,  // `.env` beside the bind called workspace
  FlagFile,   // `--env-file`
  Flag,       // `-e`
  HostFact,   // detected on the machine (§4.7)
  Default,    // `default` of a dependency
  NoProxy,    // made by enrich-no-proxy
};

/// One element of an `env` list, of an environment file or of `-e`.
struct EnvEntry {
  Symbol name;  // never empty
  Symbol value;
  bool bare = false;  // no `=`: the value comes from the service manager
  Origin origin = Origin::Deploy;
  Span span;
};

/// A value that lost against a later one, kept for explanation.
struct OverriddenValue {
  Symbol value;
  bool bare = false;
  Origin origin = Origin::Deploy;
  Symbol source;
  Span span;
};

/// One environment variable of one container.
struct EnvBinding {
  Symbol name;  // never empty
  Symbol value;
  bool bare = false;  // no value: passed through from the service manager
  Origin origin = Origin::Deploy;
  Symbol source;             // provider's deploy key, image, file or flag; empty where the origin says all
  bool in_env_file = false;  // the file of `EnvironmentFile=` already gives exactly this value: no inline line
  Span span;
  std::vector<OverriddenValue> overridden;  // in the order in which they were replaced
};

/// A value that was written for a container and dropped, because its variable is a secret (§12.4). The value itself is
/// not kept.
struct RefusedValue {
  Symbol name;
  Origin origin = Origin::Deploy;
  Symbol source;  // as in EnvBinding
  Span span;
};

/// An environment file that was read. Source: §1.8.
struct EnvFile {
  Symbol path;  // absolute
  std::vector<EnvEntry> entries;
  /// Names of entries that Podman reads differently from §1.8 (§4.6), so that they must be written inline too.
  std::vector<Symbol> inline_names;
  /// Every user of the machine can read the file. Only looked at where opinions are wanted (`ovcc lint`).
  bool readable_by_all = false;
  Span span;  // where it was named
};

}  // namespace ovcc::ir
