#pragma once

#include <cstdint>
#include <vector>

#include "ir/contract.h"
#include "ir/security.h"

namespace ovcc::ir {

enum class Status : std::uint8_t { Unset, Working, Testing, Broken };

/// A port of a layer that is relayed from loopback.
struct RelayedPort {
  std::uint16_t port = 0;
  Span span;
};

/// `layers/<name>/layer.yml`, as written. Source: §1.4.
struct Layer {
  Symbol name;  // name of the folder
  Status status = Status::Unset;
  Text info;
  std::vector<Text> requires_layers;  // `requires`, version suffixes stripped
  std::vector<Text> members;          // `layers`: composition
  Text engine;
  Security security;
  Contract contract;
  std::vector<RelayedPort> port_relay;
  std::vector<KeyValue> env;     // baked into the image (§2.3): never in a unit
  bool has_content = false;      // §2.1, with W9: what makes a composing layer a layer of its own
  bool runs_supervised = false;  // an E1 `service` block, or a `service` entry with `exec`
  bool runs_packaged = false;    // `use_packaged`, `system_services` or a `*.service` file
  bool preserves_user = false;   // `capabilities.preserve_user`: a bootable composition
  Span span;                     // of the name: file of the layer when it has none
  Span file_span;                // the whole file
};

}  // namespace ovcc::ir
