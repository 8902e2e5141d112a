// Layers that are gone, with the images and layers that still name them.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"

namespace ovcc::breaking {
namespace {

using Users = std::map<Symbol, std::vector<Consumer>>;

Users UsersOfLayers(const ir::Module& module) {
  Users users;
  const auto add = [&](const std::vector<ir::Text>& names, std::string_view kind, Symbol user) {
    for (const ir::Text& name : names) {
      users[name.value].push_back({name.span, fmt::format("{} {} uses it", kind, Quoted(user))});
    }
  };
  for (const ir::Image& image : module.images) add(image.layers, "image", image.name);
  for (const ir::Layer& layer : module.layers) {
    add(layer.requires_layers, "layer", layer.name);
    add(layer.members, "layer", layer.name);
  }
  return users;
}

/// Everything that others rely on, as one text: equal texts are one contract.
std::string Summary(const ir::Layer& layer) {
  const ir::Contract& contract = layer.contract;
  std::string text;
  const auto add = [&](std::string_view kind, const auto& elements) {
    for (const auto& element : elements) text += fmt::format("{} {}\n", kind, element.name.text());
  };
  for (const ir::Provide& provide : contract.env_provides) {
    text += fmt::format("provides {}={}\n", provide.name.text(), provide.value.text());
  }
  for (const ir::McpProvide& server : contract.mcp_provides) {
    text += fmt::format("mcp {}={}\n", server.name.text(), server.url.text());
  }
  for (const ir::LayerPort& port : contract.ports) text += fmt::format("port {}:{}\n", port.scheme.text(), port.port);
  add("requires", contract.env_requires);
  add("accepts", contract.env_accepts);
  add("secret", contract.secrets);
  add("requires secret", contract.secret_requires);
  add("volume", contract.volumes);
  return text;
}

/// The new layer that has the contract of one that is gone; empty if there is none, or several.
Symbol NewName(const Revisions& revisions, const ir::Layer& gone) {
  const std::string wanted = Summary(gone);
  Symbol name;
  if (wanted.empty()) return name;
  for (const ir::Layer& layer : revisions.after().layers) {
    if (revisions.before().FindLayer(layer.name) != nullptr || Summary(layer) != wanted) continue;
    if (!name.empty()) return {};
    name = layer.name;
  }
  return name;
}

}  // namespace

void CompareLayers(Revisions& revisions) {
  const Users users = UsersOfLayers(revisions.after());
  for (const ir::Layer& layer : revisions.before().layers) {
    if (revisions.after().FindLayer(layer.name) != nullptr) continue;
    const auto found = users.find(layer.name);
    const std::span<const Consumer> consumers = found == users.end() ? std::span<const Consumer>() : found->second;
    SuggestRename(revisions.Report(consumers, layer.span, diag::BreakingLayerRemoved, layer.name.text()),
                  NewName(revisions, layer).text());
  }
}

}  // namespace ovcc::breaking
