// Published ports: which list names each, who chose the host port and the address.
#include <fmt/format.h>

#include <algorithm>

#include "driver/explain/parts.h"

namespace ovcc::explain {
namespace {

std::string PortName(const ir::PortMapping& port) {
  return fmt::format("{}{}", port.container, port.protocol == ir::Protocol::Udp ? "/udp" : "");
}

/// The list that a mapping stands in.
Step ListStep(Context& context, const ir::Deployment& deployment, const ir::PortMapping& port, Span span) {
  Step step{std::nullopt, "deploy", "`ports` of the entry", context.PlaceOf(span)};
  switch (port.source) {
    case ir::PortSource::Unset:
    case ir::PortSource::Entry:
      if (port.automatic) step.words = "`auto` in `ports` of the entry";
      break;
    case ir::PortSource::Image:
      step.origin = "image";
      step.words = fmt::format("`ports` of image `{}`", deployment.image.text());
      break;
    case ir::PortSource::Resolved:
      step.words = "`resolved_port` of the entry, which an earlier run chose";
      break;
    case ir::PortSource::Sidecar:
      step.origin = "sidecar";
      step.words = "`ports` of a sidecar";
      break;
  }
  return step;
}

Item PortItem(Context& context, const ir::Deployment& deployment, const ir::PortMapping& port) {
  Item item;
  item.kind = ItemKind::Port;
  item.name = PortName(port);
  item.also = {std::to_string(port.container), std::to_string(port.host)};
  item.value = ir::PortText(port);
  if (port.overridden) {
    item.set_by = Step{item.value, "flag", "`-p`", context.PlaceOf(port.span)};
    Step written = ListStep(context, deployment, port, port.written_span);
    written.value = port.written_host == 0 ? "auto" : std::to_string(port.written_host);
    item.overridden.push_back(std::move(written));
  } else {
    item.set_by = ListStep(context, deployment, port, port.span);
    item.set_by->value = item.value;
  }
  if (port.automatic) {
    item.reasons.push_back(
        {"`auto` takes the lowest host port from 20000 on that nothing in the program publishes", {}});
  }
  if (port.default_address) {
    item.reasons.push_back(
        {fmt::format("no address is written: {} is the setting `bind_address` of the machine", port.address.text()),
         {}});
  }
  if (!deployment.sidecars.empty()) item.reasons.push_back({"the pod publishes it, for all its containers", {}});
  return item;
}

bool Publishes(const ir::Deployment& deployment, const ir::PortMapping& offered) {
  return std::ranges::any_of(deployment.ports, [&](const ir::PortMapping& port) {
    return port.container == offered.container &&
           (port.protocol == ir::Protocol::Udp) == (offered.protocol == ir::Protocol::Udp);
  });
}

}  // namespace

std::vector<Item> Ports(Context& context, const ir::Deployment& deployment) {
  std::vector<Item> items;
  for (const ir::PortMapping& port : deployment.ports) items.push_back(PortItem(context, deployment, port));
  const ir::EffectiveImage* image = context.ImageOf(deployment);
  if (image == nullptr) return items;
  for (const ir::PortMapping& offered : image->ports) {
    if (Publishes(deployment, offered)) continue;
    Item item;
    item.kind = ItemKind::Port;
    item.name = PortName(offered);
    item.also = {std::to_string(offered.container), std::to_string(offered.host)};
    item.present = false;
    item.reasons.push_back({fmt::format("image `{}` publishes it, but the entry has a list of its own, which takes the "
                                        "place of the image's",
                                        deployment.image.text()),
                            context.PlaceOf(offered.span)});
    item.help = "repeat it in `ports` of the entry";
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace ovcc::explain
