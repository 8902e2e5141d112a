#pragma once

#include <vector>

#include "ir/env_binding.h"
#include "ir/port.h"
#include "ir/secret.h"
#include "ir/security.h"
#include "ir/volume.h"

namespace ovcc::ir {

/// A container as its unit will start it: the app of a deployment or one of its sidecars. Everything here is decided;
/// the back end only spells it.
struct Container {
  Symbol name;                        // container name and file stem: `ov-X` or `ov-X-SC`; form-pods
  Text image;                         // complete reference; overlay-deploy, merge-sidecars
  Symbol working_dir;                 // back-volumes; empty: no line
  std::vector<Text> entrypoint;       // overlay-deploy, merge-sidecars; empty: the image's own
  std::vector<Text> command;          // words of `Exec=`; overlay-deploy, merge-sidecars; empty: no line
  Text user;                          // sidecars (§17.4)
  std::vector<Mount> mounts;          // named first, then binds; back-volumes
  std::vector<Mount> shadowed;        // named volumes whose path a bind takes: not mounted (§6.2); back-volumes
  Symbol user_namespace;              // `keep-id:uid=U,gid=G`; back-volumes; form-pods moves it to the pod
  Security security;                  // merge-security: final, memory sizes spelt for systemd (§7.5)
  Symbol cpu_quota;                   // `250%`; merge-security; empty: no line
  bool nvidia = false;                // add the NVIDIA devices; merge-security
  std::vector<EnvBinding> env;        // bind-env; sidecars: merge-sidecars
  std::vector<RefusedValue> refused;  // written, but not in `env`; bind-env
  Symbol env_file;                    // absolute path for `EnvironmentFile=`; bind-env; empty: none
  std::vector<SecretUse> secrets;     // plan-secrets
  Text network;                       // plain mode only; form-pods
  std::vector<PortMapping> ports;     // plain mode only, addresses filled in; form-pods
};

}  // namespace ovcc::ir
