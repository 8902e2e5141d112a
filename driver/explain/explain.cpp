// Puts the parts of an explanation together, and finds in it what people ask for.
#include "driver/explain/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "driver/explain/parts.h"
#include "driver/explain/variables.h"
#include "ir/names.h"
#include "support/suggest.h"

namespace ovcc::explain {
namespace {

template <class T>
void Append(std::vector<T>& items, std::vector<T> more) {
  std::ranges::move(more, std::back_inserter(items));
}

ContainerView AppView(Context& context, const ir::Deployment& deployment) {
  ContainerView view{ir::ContainerName(deployment), "", {}};
  Append(view.items, Settings(context, deployment, deployment.app, nullptr));
  Append(view.items, Variables(context, deployment, deployment.app, nullptr));
  Append(view.items, AbsentVariables(context, deployment));
  Append(view.items, Secrets(context, deployment, deployment.app));
  Append(view.items, McpServers(context, deployment));
  Append(view.items, Ports(context, deployment));
  Append(view.items, Volumes(context, deployment, deployment.app, nullptr));
  Append(view.items, Security(context, deployment));
  Append(view.items, Tunnel(context, deployment));
  return view;
}

ContainerView SidecarView(Context& context, const ir::Deployment& deployment, std::size_t i) {
  const ir::Container& container = deployment.sidecar_containers[i];
  const ir::SidecarSpec& sidecar = deployment.sidecars[i];
  const std::string name(sidecar.name.text());
  ContainerView view{ir::SidecarContainerName(deployment, name), name, {}};
  Append(view.items, Settings(context, deployment, container, &sidecar));
  Append(view.items, Variables(context, deployment, container, &sidecar));
  Append(view.items, Secrets(context, deployment, container));
  Append(view.items, Volumes(context, deployment, container, &sidecar));
  Append(view.items, SidecarSecurity(context, deployment, container, sidecar));
  return view;
}

bool IsCalled(const Item& item, std::string_view name) {
  return item.name == name || std::ranges::find(item.also, name) != item.also.end();
}

/// "did you mean": what is called nearly like that.
void Suggest(const Explanation& whole, Context& context, std::string_view name, Item& absent) {
  std::vector<std::string_view> names;
  for (const ContainerView& container : whole.containers) {
    for (const Item& item : container.items) {
      names.emplace_back(item.name);
      names.insert(names.end(), item.also.begin(), item.also.end());
    }
  }
  for (const ir::EnvRecord& record : context.module().env_registry) names.push_back(record.name.text());
  const std::string_view nearest = Nearest(name, names);
  if (!nearest.empty()) absent.help = fmt::format("did you mean `{}`?", nearest);
}

/// Why the container that was asked for has not the variable.
Item Absent(Context& context, const Subject& subject, const Explanation& whole, Symbol name) {
  const ir::Deployment& deployment = *subject.deployment;
  Item absent = AbsentVariable(context, deployment, name);
  for (std::size_t i = 0; i < deployment.sidecars.size(); ++i) {
    const std::string container = ir::SidecarContainerName(deployment, deployment.sidecars[i].name.text());
    if (subject.container == container) absent = AbsentInSidecar(context, deployment, i, name);
  }
  if (absent.present || !absent.reasons.empty()) return absent;
  absent.reasons.push_back({"nothing sets or offers it for this container, and its contract does not name it", {}});
  Append(absent.reasons, context.OffersOf(name));
  Suggest(whole, context, name.text(), absent);
  return absent;
}

/// True if there is a reason why the app has not the variable.
bool IsKnown(Context& context, const Subject& subject, Symbol name) {
  return !AbsentVariable(context, *subject.deployment, name).reasons.empty();
}

}  // namespace

std::optional<Subject> FindSubject(const ir::Module& module, const std::string& name) {
  for (const ir::Deployment& deployment : module.deployments) {
    if (deployment.key.text() == name) return Subject{&deployment, std::nullopt};
  }
  for (const ir::Deployment& deployment : module.deployments) {
    if (ir::ContainerName(deployment) == name) return Subject{&deployment, name};
    for (const ir::SidecarSpec& sidecar : deployment.sidecars) {
      if (ir::SidecarContainerName(deployment, sidecar.name.text()) == name) return Subject{&deployment, name};
    }
  }
  return std::nullopt;
}

Explanation Explain(Context& context, const Subject& subject) {
  const ir::Deployment& deployment = *subject.deployment;
  Explanation explanation;
  explanation.deploy = deployment.key.text();
  explanation.image = deployment.image.text();
  explanation.place = context.PlaceOf(deployment.span);
  explanation.containers.push_back(AppView(context, deployment));
  for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) {
    explanation.containers.push_back(SidecarView(context, deployment, i));
  }
  if (subject.container) {
    std::erase_if(explanation.containers,
                  [&](const ContainerView& container) { return container.name != *subject.container; });
  }
  return explanation;
}

Explanation ExplainName(Context& context, const Subject& subject, Symbol name) {
  const Explanation whole = Explain(context, subject);
  Explanation found = whole;
  bool any = false;
  for (ContainerView& container : found.containers) {
    std::erase_if(container.items, [&](const Item& item) { return !IsCalled(item, name.text()); });
    any = any || !container.items.empty();
  }
  ContainerView& first = found.containers.front();
  if (first.items.empty()) {
    Item absent = Absent(context, subject, whole, name);
    const bool is_known = absent.present || (first.sidecar.empty() && IsKnown(context, subject, name));
    if (!any || is_known) first.items.push_back(std::move(absent));
  }
  std::erase_if(found.containers, [](const ContainerView& container) { return container.items.empty(); });
  return found;
}

}  // namespace ovcc::explain
