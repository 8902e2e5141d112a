// The secret plan as JSON, for other programs: `ovcc secrets plan --format json` and `ovcc build --emit=secrets`.
#include <nlohmann/json.hpp>

#include "backend/secrets/render.h"

namespace ovcc::backend {
namespace {

using nlohmann::ordered_json;

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

ordered_json Texts(const std::vector<Symbol>& symbols) {
  ordered_json list = ordered_json::array();
  for (const Symbol symbol : symbols) list.push_back(symbol.text());
  return list;
}

ordered_json ReceiverJson(const SecretReceiver& receiver) {
  ordered_json json = {{"deploy", receiver.deploy.text()}, {"container", receiver.container.text()}};
  if (!receiver.env.empty()) {
    json["env"] = receiver.env.text();
  } else if (!receiver.target.empty()) {
    json["target"] = receiver.target.text();
  }
  json["declared_as"] = receiver.declared_as.text();
  return json;
}

ordered_json SecretJson(const PlannedSecret& secret) {
  ordered_json json = {{"name", secret.name.text()},
                       {"kind", KindText(secret.kind)},
                       {"required", secret.required},
                       {"rotate", secret.rotate},
                       {"external", secret.external},
                       {"host_variables", Texts(secret.host_variables)},
                       {"credentials", Texts(secret.credentials)},
                       {"sources", Texts(secret.sources)}};
  ordered_json list = ordered_json::array();
  for (const SecretReceiver& receiver : secret.receivers) list.push_back(ReceiverJson(receiver));
  json["receivers"] = std::move(list);
  return json;
}

}  // namespace

std::string SecretPlanJson(const SecretPlan& plan) {
  ordered_json list = ordered_json::array();
  for (const PlannedSecret& secret : plan) list.push_back(SecretJson(secret));
  const ordered_json root = {{"format", 1}, {"secrets", std::move(list)}};
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ovcc::backend
