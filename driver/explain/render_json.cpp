// An explanation for programs. What is empty is left out, so that a reader sees what there is to say.
#include <nlohmann/json.hpp>

#include "driver/explain/render.h"

namespace ovcc::explain {
namespace {

using nlohmann::ordered_json;

constexpr int kFormat = 1;

std::string_view KindWord(ItemKind kind) {
  switch (kind) {
    case ItemKind::Setting:
      return "setting";
    case ItemKind::Variable:
      return "variable";
    case ItemKind::Port:
      return "port";
    case ItemKind::Volume:
      return "volume";
    case ItemKind::Security:
      return "security";
    case ItemKind::Secret:
      return "secret";
    case ItemKind::McpServer:
      return "mcp-server";
    case ItemKind::Tunnel:
      return "tunnel";
  }
  return "setting";
}

void PutPlace(ordered_json& json, const Place& place) {
  if (place.empty()) return;
  ordered_json where = {{"file", place.file}, {"line", place.line}, {"column", place.column}};
  if (!place.excerpt.empty()) where["source"] = place.excerpt;
  json["place"] = std::move(where);
}

ordered_json StepJson(const Step& step) {
  ordered_json json = ordered_json::object();
  if (step.value) json["value"] = *step.value;
  json["origin"] = step.origin;
  json["words"] = step.words;
  PutPlace(json, step.place);
  return json;
}

ordered_json ReasonJson(const Reason& reason) {
  ordered_json json = {{"text", reason.text}};
  PutPlace(json, reason.place);
  return json;
}

ordered_json ItemJson(const Item& item) {
  ordered_json json = {{"kind", KindWord(item.kind)}, {"name", item.name}, {"present", item.present}};
  if (item.inherited) json["inherited"] = true;
  if (item.value) json["value"] = *item.value;
  if (item.set_by) json["set_by"] = StepJson(*item.set_by);
  for (const Step& lost : item.overridden) json["overridden"].push_back(StepJson(lost));
  for (const Reason& reason : item.reasons) json["reasons"].push_back(ReasonJson(reason));
  if (!item.help.empty()) json["help"] = item.help;
  return json;
}

ordered_json ContainerJson(const ContainerView& container) {
  ordered_json json = {{"name", container.name}};
  if (!container.sidecar.empty()) json["sidecar"] = container.sidecar;
  ordered_json items = ordered_json::array();
  for (const Item& item : container.items) items.push_back(ItemJson(item));
  json["items"] = std::move(items);
  return json;
}

ordered_json LineJson(const UnitLine& line) {
  ordered_json json = {{"number", line.number}, {"text", line.text}};
  if (!line.purpose.empty()) json["purpose"] = line.purpose;
  for (const Item& item : line.items) json["items"].push_back(ItemJson(item));
  return json;
}

std::string Dump(const ordered_json& root) {
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string RenderJson(const UnitExplanation& explanation) {
  ordered_json root = {{"format", kFormat}, {"unit", explanation.file}, {"owner", explanation.owner}};
  for (const std::string& note : explanation.notes) root["notes"].push_back(note);
  ordered_json lines = ordered_json::array();
  for (const UnitLine& line : explanation.lines) lines.push_back(LineJson(line));
  root["lines"] = std::move(lines);
  return Dump(root);
}

std::string RenderJson(const Explanation& explanation) {
  ordered_json root = {{"format", kFormat}, {"deploy", explanation.deploy}, {"image", explanation.image}};
  PutPlace(root, explanation.place);
  ordered_json containers = ordered_json::array();
  for (const ContainerView& container : explanation.containers) containers.push_back(ContainerJson(container));
  root["containers"] = std::move(containers);
  return Dump(root);
}

}  // namespace ovcc::explain
