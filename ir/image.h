#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ir/contract.h"
#include "ir/env_binding.h"
#include "ir/layer.h"
#include "ir/port.h"
#include "ir/security.h"
#include "support/boxed.h"

namespace ovcc::ir {

/// An account that the distribution of an image brings. Source: §1.5, §1.6.
struct Distro {
  Symbol name;
  Text inherits;
  Symbol account;  // user name; empty: this entry has no `base_user`
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  Symbol home;
  Span span;
};

/// How an image names the account that runs it.
enum class UserPolicy : std::uint8_t { Unset, Auto, Adopt, Create };

/// What the labels of a built image say: its whole contract, ready made, and the account that runs it. Source: §2.2,
/// and `org.overthinkos.*` as the reference writes them.
struct ImageLabels {
  Contract contract;  // volumes with the home of the image filled in
  Security security;
  Status status = Status::Unset;
  Text info;
  Text network;
  std::vector<PortMapping> ports;
  std::vector<EnvEntry> env;
  Text registry;
  Text tag;   // of the built image itself; empty: not known
  Text init;  // empty: none
  Symbol user;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  Text home;
  Span span;         // of the name
  Span record_span;  // of everything that is said of the image
};

/// What `collect-contract` finds out about an image that is deployed: contract of the whole base chain. Source:
/// §2.2-2.6.
struct EffectiveImage {
  Contract contract;
  Security security;                         // layers and images of the chain merged (§7.2); filled by merge-security
  std::vector<SecurityStep> security_steps;  // how it came about; merge-security
  Status status = Status::Unset;
  Symbol info;
  Text network;
  std::vector<PortMapping> ports;
  std::vector<EnvEntry> env;
  Symbol reference_name;     // `[registry/]NAME` without tag; a foreign image: the reference as written
  Symbol tag;                // of the image record; empty: `latest`
  std::vector<Symbol> exec;  // words; empty: no `Exec=` line (foreign images)
  Symbol user;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  bool has_uid = true;  // false: a foreign image that names no uid
  Symbol home;          // absolute container path
};

/// One record of image.yml (`name` empty for `defaults:`), a foreign image (§17.1), or a built one that was inspected.
/// Source: §1.5.
struct Image {
  Symbol name;
  bool enabled = true;
  bool foreign = false;  // built by others: `reference` is pinned, `layers` contribute contracts only
  bool from_entry =
      false;  // made for one deploy entry: it names no image of the project, or adds to a foreign record (§17.1)
  bool data_only = false;  // `data_image`
  bool unwritten = false;  // no record of the project: only its labels are known
  Text reference;          // `image:`, foreign only
  Text base;
  std::vector<Text> layers;
  std::optional<std::vector<PortMapping>> ports;
  std::optional<std::vector<EnvEntry>> env;
  Text registry;
  Text tag;
  Text user;
  std::optional<std::uint32_t> uid;
  std::optional<std::uint32_t> gid;
  UserPolicy user_policy = UserPolicy::Unset;
  std::vector<Text> distro;
  Text network;
  Security security;
  Text init;
  Status status = Status::Unset;
  Text info;
  Contract contract;                            // foreign only: what the record itself declares
  Text home;                                    // foreign only
  Text working_dir;                             // foreign only
  std::optional<std::vector<Text>> command;     // foreign only
  std::optional<std::vector<Text>> entrypoint;  // foreign only
  /// The built image itself, where it was inspected: then this is its contract, whatever the rest of the record says.
  Boxed<ImageLabels> labels;
  Span span;         // of the name
  Span record_span;  // name and value

  /// compose-layers: the base chain, outermost base first and this image last; names of images.
  std::vector<Symbol> chain;
  /// compose-layers: own layers in the order of §2.1 with P empty (volumes, security, hooks).
  std::vector<Symbol> all_layers;
  /// compose-layers: own layers that the base chain does not provide yet (all other fields).
  std::vector<Symbol> new_layers;
  /// collect-contract: set for each image that a deployment uses.
  Boxed<EffectiveImage> effective;
};

}  // namespace ovcc::ir
