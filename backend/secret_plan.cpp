// The provisioning manifest (§10.4): which podman secrets must exist before the units start. Names and places only;
// ovcc never has a value. W36: secrets of sidecars are marked external, nothing is made up for them.
#include "backend/secret_plan.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace ovcc::backend {
namespace {

using nlohmann::ordered_json;

// A container that receives a secret.
struct Receiver {
  std::string_view deploy;
  std::string_view container;
  const ir::SecretUse* use;
};

std::string_view KindText(ir::SecretKind kind) {
  switch (kind) {
    case ir::SecretKind::Layer:
      return "layer";
    case ir::SecretKind::Credential:
      return "credential";
    case ir::SecretKind::Sidecar:
      return "sidecar";
    case ir::SecretKind::Deploy:
      return "deploy";
  }
  return "layer";
}

// Different values of one field, in order of the receivers; empty ones are left out.
ordered_json Distinct(const std::vector<Receiver>& receivers, Symbol ir::SecretUse::* field) {
  ordered_json list = ordered_json::array();
  std::map<std::string_view, bool> seen;
  for (const Receiver& receiver : receivers) {
    const std::string_view text = (receiver.use->*field).text();
    if (!text.empty() && seen.emplace(text, true).second) list.push_back(text);
  }
  return list;
}

ordered_json ReceiverJson(const Receiver& receiver) {
  ordered_json json = {{"deploy", receiver.deploy}, {"container", receiver.container}};
  if (!receiver.use->env.empty()) {
    json["env"] = receiver.use->env.text();
  } else if (!receiver.use->target.empty()) {
    json["target"] = receiver.use->target.text();
  }
  json["declared_as"] = receiver.use->name.text();
  return json;
}

ordered_json SecretJson(std::string_view name, const std::vector<Receiver>& receivers) {
  bool required = false;
  bool rotate = false;
  bool external = false;
  for (const Receiver& receiver : receivers) {
    required = required || receiver.use->required;
    rotate = rotate || receiver.use->rotate;
    external = external || receiver.use->kind == ir::SecretKind::Sidecar;
  }
  ordered_json json = {{"name", name},
                       {"kind", KindText(receivers.front().use->kind)},
                       {"required", required},
                       {"rotate", rotate},
                       {"external", external},
                       {"host_variables", Distinct(receivers, &ir::SecretUse::host_variable)},
                       {"credentials", Distinct(receivers, &ir::SecretUse::credential)},
                       {"sources", Distinct(receivers, &ir::SecretUse::source)}};
  ordered_json list = ordered_json::array();
  for (const Receiver& receiver : receivers) list.push_back(ReceiverJson(receiver));
  json["receivers"] = std::move(list);
  return json;
}

}  // namespace

std::string SecretPlanJson(const ir::Module& module) {
  std::map<std::string_view, std::vector<Receiver>> secrets;
  for (const ir::Deployment& deployment : module.deployments) {
    const auto add = [&](const ir::Container& container) {
      for (const ir::SecretUse& use : container.secrets) {
        secrets[use.podman_name.text()].push_back({deployment.key.text(), container.name.text(), &use});
      }
    };
    add(deployment.app);
    for (const ir::Container& sidecar : deployment.sidecar_containers) add(sidecar);
  }
  ordered_json list = ordered_json::array();
  for (const auto& [name, receivers] : secrets) list.push_back(SecretJson(name, receivers));
  const ordered_json root = {{"format", 1}, {"secrets", std::move(list)}};
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ovcc::backend
