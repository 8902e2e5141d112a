// The registry of provides as the reference keeps it in deploy.yml, for tools that read it there.
#include "frontend/edit/registry_edits.h"

#include "frontend/edit/entry_view.h"

namespace ovcc::edit {
namespace {

Tree RegistryTree(const ir::Module& module) {
  Tree env = Tree::List();
  for (const ir::EnvRecord& record : module.env_registry) {
    env.items.push_back(Tree::Map({{"name", Tree::Scalar(record.name.text())},
                                   {"value", Tree::Scalar(record.value.text())},
                                   {"source", Tree::Scalar(record.source.text())}}));
  }
  Tree mcp = Tree::List();
  for (const ir::McpRecord& record : module.mcp_registry) {
    mcp.items.push_back(Tree::Map({{"name", Tree::Scalar(record.name.text())},
                                   {"url", Tree::Scalar(record.url.text())},
                                   {"transport", Tree::Scalar(record.transport.text())},
                                   {"source", Tree::Scalar(record.source.text())}}));
  }
  Tree registry = Tree::Map();
  if (!env.items.empty()) registry.entries.emplace_back("env", std::move(env));
  if (!mcp.items.empty()) registry.entries.emplace_back("mcp", std::move(mcp));
  return registry;
}

}  // namespace

std::vector<Edit> RegistryEdits(const Tree& file, const ir::Module& module) {
  const Path path = RegistryPath(file);
  Tree registry = RegistryTree(module);
  const Tree* current = FindAt(file, path);
  if (registry.entries.empty())
    return current == nullptr ? std::vector<Edit>() : std::vector<Edit>{{path, std::nullopt}};
  if (current != nullptr && SameMeaning(*current, registry)) return {};
  return {{path, std::move(registry)}};
}

}  // namespace ovcc::edit
