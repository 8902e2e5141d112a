#pragma once

#include <cstdint>

#include "ir/text.h"

namespace ovcc::ir {

/// An element of `secrets:` of a layer, an image, a sidecar or a deploy entry.
struct SecretDeclaration {
  Symbol name;
  Text env;                             // variable of the container
  Text target;                          // path in the container
  Text env_from;                        // template for the host variable, sidecars only (§5.5)
  Text source;                          // deploy entries only: `keyring`, `env:NAME`, `file:/path` (§10.4)
  bool source_readable_by_all = false;  // as in EnvFile, for `file:/path`
  Text description;
  Symbol layer;  // the layer that declares it; empty elsewhere
  Span span;
};

/// Why a container has a secret.
enum class SecretKind : std::uint8_t {
  Layer,       // `secrets` of a layer: made once, never rotated
  Credential,  // `secret_requires`, `secret_accepts`: rotated on every run
  Sidecar,     // of a sidecar template or override: external, rotated
  Deploy,      // named only by the deploy entry: mounted as a file
};

/// A secret that a container receives. Holds names and places only, never a value. Source: §10.
struct SecretUse {
  SecretKind kind = SecretKind::Layer;
  Symbol name;  // as declared
  Symbol podman_name;
  Symbol env;            // variable of the container; empty: mounted as a file
  Symbol target;         // path in the container when `env` is empty
  Symbol host_variable;  // variable of the host that provides the value; empty: none
  Symbol credential;     // `service/key` path in the credential store; empty: none
  Symbol source;         // deploy's `source`; empty: none
  bool required = true;
  bool rotate = false;
  Span span;
};

}  // namespace ovcc::ir
