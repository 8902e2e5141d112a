// The variables that a container has: who set each, what it overrode, and why it arrives here.
#include "driver/explain/variables.h"

#include <fmt/format.h>

#include <algorithm>

namespace ovcc::explain {
namespace {

const ir::Dependency* Find(const std::vector<ir::Dependency>& list, Symbol name) {
  const auto found = std::ranges::find(list, name, &ir::Dependency::name);
  return found == list.end() ? nullptr : &*found;
}

/// "accepted by layer `x`: description", and the default that was not needed.
void AddDeclaration(Context& context, const ir::Deployment& deployment, const ir::EnvBinding& binding, Item& item) {
  const ir::EffectiveImage* image = context.ImageOf(deployment);
  if (image == nullptr) return;
  const auto add = [&](const std::vector<ir::Dependency>& list, std::string_view verb) {
    const ir::Dependency* declared = Find(list, binding.name);
    if (declared == nullptr) return;
    std::string text = fmt::format("{} by {}", verb, Context::OwnerText(declared->layer, deployment));
    if (!declared->description.empty()) text += fmt::format(": {}", declared->description.text());
    item.reasons.push_back({std::move(text), context.PlaceOf(declared->span)});
    const ir::Text& unused = declared->default_value;
    if (unused.empty() || binding.origin == ir::Origin::Default || context.IsSecret(binding.name.text())) return;
    item.reasons.push_back(
        {fmt::format("the default `{}` is not needed", unused.text()), context.PlaceOf(unused.span)});
  };
  add(image->contract.env_requires, "required");
  add(image->contract.env_accepts, "accepted");
  if (binding.origin == ir::Origin::Default) {
    item.reasons.push_back({"no deployment provides it, and nothing sets it", {}});
  }
}

bool SeveralProvide(const ir::EnvBinding& binding) {
  const auto provided = std::ranges::count(binding.overridden, ir::Origin::Provide, &ir::OverriddenValue::origin);
  return provided + (binding.origin == ir::Origin::Provide ? 1 : 0) > 1;
}

void AddReasons(const Context& context, const ir::EnvBinding& binding, Item& item) {
  if (SeveralProvide(binding)) {
    item.reasons.push_back(
        {"several provide it: deploys count more than what comes from outside, and of them the last by name", {}});
  }
  if (binding.origin == ir::Origin::NoProxy) {
    item.reasons.push_back({"the container uses a proxy, and reaches the containers of the program without it", {}});
  }
  if (binding.origin == ir::Origin::Flag && !binding.overridden.empty()) {
    item.reasons.push_back({"`-e` counts more than everything else", {}});
  }
  if (binding.in_env_file) {
    item.reasons.push_back({"the container reads it from its `EnvironmentFile=`; the unit has no line of its own", {}});
  }
  if (context.IsSecret(binding.name.text())) {
    item.reasons.push_back({"the value is not shown: in this program a secret has that name", {}});
  }
}

Step StepOf(Context& context, const ir::Deployment& deployment, Symbol name, const ir::OverriddenValue& said) {
  return {context.ValueOf(name, said.value, said.bare), Word(said.origin),
          OriginText(context.module(), deployment, said.origin, said.source), context.PlaceOf(said.span)};
}

/// What the image says, where the entry's list takes the place of the image's.
void AddReplaced(Context& context, const ir::Deployment& deployment, Symbol name, Item& item) {
  for (const ir::EnvEntry& replaced : deployment.replaced_env) {
    if (replaced.name != name) continue;
    item.overridden.push_back(
        StepOf(context, deployment, name,
               {replaced.value, replaced.bare, ir::Origin::Image, deployment.image, replaced.span}));
  }
}

Item VariableItem(Context& context, const ir::Deployment& deployment, const ir::EnvBinding& binding,
                  const ir::SidecarSpec* sidecar) {
  Item item;
  item.kind = ItemKind::Variable;
  item.name = binding.name.text();
  item.value = context.ValueOf(binding.name, binding.value, binding.bare);
  item.inherited = binding.bare;
  item.set_by = StepOf(context, deployment, binding.name,
                       {binding.value, binding.bare, binding.origin, binding.source, binding.span});
  if (sidecar == nullptr) AddReplaced(context, deployment, binding.name, item);
  for (const ir::OverriddenValue& lost : binding.overridden) {
    item.overridden.push_back(StepOf(context, deployment, binding.name, lost));
  }
  if (sidecar == nullptr) AddDeclaration(context, deployment, binding, item);
  if (sidecar != nullptr && binding.origin == ir::Origin::Flag) {
    item.reasons.push_back(
        {fmt::format("sidecar `{}` knows the variable, so it does not go to the app", sidecar->name.text()), {}});
  }
  AddReasons(context, binding, item);
  return item;
}

}  // namespace

std::string OriginText(const ir::Module& module, const ir::Deployment& deployment, ir::Origin origin, Symbol source) {
  switch (origin) {
    case ir::Origin::Provide:
      if (source == deployment.key) return "provided by itself";
      if (module.FindDeployment(source) != nullptr) return fmt::format("provided by `{}`", source.text());
      return fmt::format("provided from outside the program, by {}", ir::DescribeSource(source));
    case ir::Origin::Mcp:
      return "made from the MCP servers of the program";
    case ir::Origin::Image:
      return fmt::format("`env` of image `{}`", deployment.image.text());
    case ir::Origin::Deploy:
      return "`env` of the entry";
    case ir::Origin::Template:
      return fmt::format("template of sidecar `{}`", source.text());
    case ir::Origin::Override:
      return "`sidecars` of the entry";
    case ir::Origin::EnvFile:
      return "`env_file` of the entry";
    case ir::Origin::Workspace:
      return "`.env` of the workspace";
    case ir::Origin::FlagFile:
      return "`--env-file`";
    case ir::Origin::Flag:
      return "`-e`";
    case ir::Origin::HostFact:
      return "found on the machine";
    case ir::Origin::Default:
      return fmt::format("default of {}", Context::OwnerText(source, deployment));
    case ir::Origin::NoProxy:
      return "completed with the containers of the program";
  }
  return "";
}

std::vector<Item> Variables(Context& context, const ir::Deployment& deployment, const ir::Container& container,
                            const ir::SidecarSpec* sidecar) {
  std::vector<Item> items;
  items.reserve(container.env.size());
  for (const ir::EnvBinding& binding : container.env) {
    items.push_back(VariableItem(context, deployment, binding, sidecar));
  }
  return items;
}

}  // namespace ovcc::explain
