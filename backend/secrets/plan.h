#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ir/module.h"

namespace ovcc::backend {

/// A container that receives a secret.
struct SecretReceiver {
  Symbol deploy;       // deploy key
  Symbol container;    // container name
  Symbol env;          // variable of the container; empty: the secret is a file
  Symbol target;       // path in the container when `env` is empty
  Symbol declared_as;  // name in the contract
};

/// A podman secret that units name: names and places, never a value. Lists are in order of the receivers, without
/// repetitions and empty texts. Source: §10.4.
struct PlannedSecret {
  Symbol name;
  ir::SecretKind kind = ir::SecretKind::Layer;
  bool required = false;  // false: the contract only accepts it
  bool rotate = false;    // replaced on every run that has a value
  bool external = false;  // of a sidecar: belongs to somebody else (W36)
  std::vector<Symbol> host_variables;
  std::vector<Symbol> credentials;        // `service/key`
  std::vector<Symbol> sources;            // `source` of the deploy entry: `keyring`, `env:NAME`, `file:/path` (W49)
  std::vector<SecretReceiver> receivers;  // at least one
};

/// The secrets of the program, each podman secret once, sorted by name.
using SecretPlan = std::vector<PlannedSecret>;

/// The plan of a resolved module; with `only` of that deploy key alone.
[[nodiscard]] SecretPlan MakeSecretPlan(const ir::Module& module, const std::optional<std::string>& only);

/// One place that may hold a value.
struct SecretPlace {
  enum class Kind : std::uint8_t { Variable, File, Credential };

  Kind kind = Kind::Variable;
  std::string_view name;     // variable, absolute path, or key of the credential
  std::string_view service;  // of a credential: `ov/api-key`
};

/// Where to look for a value, in this order. A `source` of the deploy entry decides alone: nothing may silently stand
/// in for it. Without one the host variables come first, then the credentials.
[[nodiscard]] std::vector<SecretPlace> PlacesOf(const PlannedSecret& secret);

/// "variable `NAME`", "file `/path`", "credential `service/key`".
[[nodiscard]] std::string PlaceText(const SecretPlace& place);

/// True if any random text would do as its value: a layer's secret, unless the entry says where the value is (W36).
[[nodiscard]] bool MayBeGenerated(const PlannedSecret& secret);

}  // namespace ovcc::backend
