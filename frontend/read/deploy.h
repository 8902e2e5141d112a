#pragma once

#include <unordered_map>
#include <vector>

#include "frontend/read/context.h"
#include "frontend/read/status.h"
#include "ir/module.h"

namespace ovcc {

/// What an entry says of the tool that it is for.
struct StatedTarget {
  Symbol key;
  ir::Text word;
};

/// What a deploy.yml says. Source: §1.3.
struct DeployFile {
  std::vector<ir::Deployment> deployments;  // of each map sorted by key; entries of other targets are left out (§16.10)
  std::vector<ir::EnvRecord> external_env;  // `provides.env` as written
  std::vector<ir::McpRecord> external_mcp;  // `provides.mcp` as written
  std::vector<StatedTarget> other_targets;  // of the entries that were left out
  std::vector<StatedTarget> own_targets;    // of deployments whose entry says `target`
  /// What makes up the status and info of the deployments that say something of them, by key; never iterated.
  std::unordered_map<Symbol, WrittenStatus> statuses;
};

/// Reads the root mapping of a deploy.yml. All root spellings of §0 count; two of them are `two-roots`.
[[nodiscard]] DeployFile ReadDeployFile(ReadContext& context, const yaml::Node& root);

/// Reads one root map, also the one inline in overthink.yml: there (`project_file`) keys take no dot
/// (`deploy-key-dot`). A map of the shape `{images: …, provides: …}` is the E2 nesting.
void ReadDeployMap(ReadContext& context, const yaml::Node& map, bool project_file, DeployFile& out);

/// Reads `provides`, the registry of outside values, of a deploy.yml or of a project file. Source: §4.1.
void ReadRegistry(ReadContext& context, const yaml::Node& map, DeployFile& out);

/// `machine` over `baseline`, field by field: a field that the later file sets replaces the whole value. Source: §1.6.
[[nodiscard]] DeployFile OverlayDeployFiles(DeployFile baseline, DeployFile machine);

}  // namespace ovcc
