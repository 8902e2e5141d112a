#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ir/container.h"
#include "ir/contract.h"
#include "ir/env_binding.h"
#include "ir/layer.h"
#include "ir/port.h"
#include "ir/security.h"
#include "ir/sidecar.h"
#include "ir/tunnel.h"
#include "ir/volume.h"
#include "support/boxed.h"

namespace ovcc::ir {

/// Contract fields that a deploy entry carries for an image that others built. The front end joins them with the record
/// of the image (`Image::from_entry`) and clears them. Source: §17.2.
struct EntryContract {
  Contract contract;
  Text user;
  std::optional<std::uint32_t> uid;
  std::optional<std::uint32_t> gid;
  Text home;
  Text working_dir;
  std::optional<std::vector<Text>> command;
  std::optional<std::vector<Text>> entrypoint;
  std::vector<Text> fields;  // names of such fields as written, without `user`, which entries of other targets have too
};

/// A deploy entry as written, flags of the run already applied (§13.3). Source: §1.3.
struct Entry {
  Text image;  // `image:`; empty: the image is called like the key
  Status status = Status::Unset;
  Text info;
  Boxed<Tunnel> tunnel;
  Text dns;
  std::vector<VolumeRecord> volumes;                       // `OV_VOLUMES_…` and flags already merged in by name (W17)
  std::optional<std::vector<PortMapping>> ports;           // may hold `auto`
  std::optional<std::vector<PortMapping>> resolved_ports;  // `resolved_port`
  std::optional<std::vector<EnvEntry>> env;
  Text env_file;  // as written
  bool env_file_from_flag = false;
  Boxed<Security> security;
  Text network;
  std::optional<std::vector<SecretDeclaration>> secrets;
  std::vector<SidecarSpec> sidecars;        // overrides, sorted by name
  std::vector<PortMapping> port_overrides;  // `-p NEW:CONTAINER`
  Boxed<EntryContract> contract;            // front end only: never set in a module that a pass receives
};

/// Shared network, ports and memory of a deployment with sidecars. Source: §11.2.
struct Pod {
  Symbol name;  // `ov-X`; the file is `ov-X.pod`
  Text network;
  std::vector<Symbol> dns;
  std::vector<Symbol> dns_search;
  Text shm_size;
  Symbol user_namespace;  // `keep-id:uid=U,gid=G`; empty: none
  std::vector<PortMapping> ports;
};

/// One deploy entry from what was written to what its units say.
struct Deployment {
  Symbol key;        // `IMG` or `IMG/INST`
  Symbol base_name;  // IMG, the part of the key before the first `/`
  Symbol instance;   // INST; empty: none
  Entry entry;
  Boxed<EnvFile> env_file;       // contents of `entry.env_file`, read by the front end
  Boxed<EnvFile> workspace_env;  // `<host path of the bind "workspace">/.env` if that file exists
  Span span;                     // of the key
  Span record_span;              // key and value

  Symbol image;  // name of the `Image` whose contract counts; set by the front end, empty if there is none (reported)

  // Filled by the passes, in pipeline order.
  Status status = Status::Unset;             // overlay-deploy
  Symbol info;                               // overlay-deploy
  Text network;                              // overlay-deploy; never empty afterwards
  std::vector<PortMapping> ports;            // overlay-deploy: chosen list; publish-ports: final, addresses filled in
  std::vector<EnvEntry> written_env;         // overlay-deploy: the entry's list or the image's
  std::vector<EnvEntry> replaced_env;        // overlay-deploy: the image's, where the entry's list takes its place
  Security security;                         // merge-security: entry over image (§3.1), as written
  std::vector<SecurityStep> security_steps;  // merge-security: what entry and machine add to the image's steps
  std::vector<SidecarSpec> sidecars;         // merge-sidecars: template and override joined, sorted by name
  std::vector<EnvBinding> injected;          // filter-provides: accepted values and OV_MCP_SERVERS, lowest precedence
  std::vector<KeyValue> mcp_servers;         // filter-provides: name and url of each server the app sees
  Container app;
  std::vector<Container> sidecar_containers;  // parallel to `sidecars`
  Boxed<TunnelPlan> tunnel;                   // plan-tunnels
  Boxed<Pod> pod;                             // form-pods: set iff there is a sidecar
};

}  // namespace ovcc::ir
