#pragma once

#include <optional>
#include <vector>

#include "ir/contract.h"
#include "ir/env_binding.h"
#include "ir/port.h"
#include "ir/security.h"

namespace ovcc::ir {

/// A sidecar template, or what a deploy entry says about one. Source: §1.7, §5.1, §16.15, §17.4.
struct SidecarSpec {
  Symbol name;
  bool builtin = false;  // part of ovcc
  Text description;
  Text image;
  std::vector<EnvEntry> env;                              // may hold bare names (W50)
  std::optional<std::vector<Volume>> volumes;             // set and empty clears what the template has
  std::optional<std::vector<SecretDeclaration>> secrets;  // likewise
  std::optional<Security> security;                       // likewise
  std::vector<KeyValue> parameters;
  std::vector<Provide> env_provides;
  std::optional<std::vector<Text>> command;
  std::optional<std::vector<Text>> entrypoint;
  std::optional<std::vector<PortMapping>> ports;
  Text user;
  Text working_dir;
  Span span;  // of the name
};

}  // namespace ovcc::ir
