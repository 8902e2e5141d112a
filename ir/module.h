#pragma once

#include <optional>
#include <vector>

#include "ir/deployment.h"
#include "ir/host.h"
#include "ir/image.h"
#include "ir/layer.h"
#include "ir/sidecar.h"

namespace ovcc::ir {

/// One record of the registry of provided variables. Source: §4.1, §16.4.
struct EnvRecord {
  Symbol name;
  Symbol value;      // as other deploys see it
  Symbol own_value;  // as the providing deploy itself sees it: with `localhost`
  Symbol source;     // deploy key, or what an external record says
  bool external = false;
  bool from_sidecar = false;
  Span span;  // of the declaration
};

/// One record of the registry of MCP servers.
struct McpRecord {
  Symbol name;  // with `-INST` for an instance
  Symbol url;
  Symbol own_url;
  Symbol transport;
  Symbol source;
  bool external = false;
  Span span;
};

/// Who offers a record, for messages: the source in backticks, or words where an external record names none.
[[nodiscard]] std::string DescribeSource(Symbol source);

/// A whole program: everything that is deployed together, from what was written to what the units say. One type for
/// both levels; `after` tells how far it has come. Source: design.
struct Module {
  Symbol after;  // name of the last pass that ran; empty: as the front end built it
  Host host;
  Settings settings;
  Options options;
  std::vector<Layer> layers;            // sorted by name
  Image defaults;                       // `defaults:`
  std::vector<Image> images;            // sorted by name
  std::vector<Distro> distros;          // sorted by name
  std::vector<SidecarSpec> templates;   // sorted by name; built-in ones included
  std::vector<EnvRecord> external_env;  // `provides.env` of deploy.yml as written, sources compiled here left out
  std::vector<McpRecord> external_mcp;  // `provides.mcp`, likewise
  std::vector<Deployment> deployments;  // sorted by key; entries of other targets left out (§16.10)

  // resolve-provides: registry order of §16.4.
  std::vector<EnvRecord> env_registry;
  std::vector<McpRecord> mcp_registry;

  std::vector<Symbol> networks;  // form-pods: named networks that must exist, sorted

  /// Binary search by name; null if there is none.
  [[nodiscard]] const Layer* FindLayer(Symbol name) const;
  [[nodiscard]] const Image* FindImage(Symbol name) const;
  [[nodiscard]] Image* FindImage(Symbol name);
  [[nodiscard]] const SidecarSpec* FindTemplate(Symbol name) const;
  [[nodiscard]] const Deployment* FindDeployment(Symbol key) const;
};

}  // namespace ovcc::ir
