#pragma once

#include <vector>

#include "ir/port.h"
#include "ir/secret.h"
#include "ir/text.h"
#include "ir/volume.h"

namespace ovcc::ir {

/// An element of `env_accepts`, `env_requires`, `secret_accepts`, `secret_requires`, `mcp_accepts`, `mcp_requires`.
struct Dependency {
  Symbol name;
  Symbol description;
  Text default_value;  // env only in effect (§16.2)
  Symbol key;          // secrets only: credential path `ov/<service>/<key>`
  Symbol layer;        // the layer that declares it; empty for a foreign image
  Span span;           // of the name
};

/// `NAME: template` of `env_provides`. The template is text with placeholders (`ir/template_text.h`).
struct Provide {
  Symbol name;
  Text value;
  Symbol layer;  // the layer or the sidecar that offers it
  Span span;     // of the name
};

/// An element of `mcp_provides`.
struct McpProvide {
  Symbol name;
  Text url;          // template
  Symbol transport;  // `http` or `sse`
  Symbol layer;
  Span span;
};

/// What software offers to others and needs from them: of one layer as written, or of an image in effect.
/// In effect every list is sorted by name and free of repetitions, except `secrets` and `hooks` (layer order). Source:
/// §2.3.
struct Contract {
  std::vector<Provide> env_provides;
  std::vector<Dependency> env_accepts;
  std::vector<Dependency> env_requires;
  std::vector<Dependency> secret_accepts;
  std::vector<Dependency> secret_requires;
  std::vector<McpProvide> mcp_provides;
  std::vector<Dependency> mcp_accepts;
  std::vector<Dependency> mcp_requires;
  std::vector<LayerPort> ports;  // layer port specs; never the mappings of an image
  std::vector<Volume> volumes;
  std::vector<SecretDeclaration> secrets;

  /// True if no field of the language's contract is set; ports and volumes do not count (§2.1, W9).
  [[nodiscard]] bool OffersNothing() const {
    return env_provides.empty() && env_accepts.empty() && env_requires.empty() && secret_accepts.empty() &&
           secret_requires.empty() && mcp_provides.empty() && mcp_accepts.empty() && mcp_requires.empty() &&
           secrets.empty();
  }
};

}  // namespace ovcc::ir
