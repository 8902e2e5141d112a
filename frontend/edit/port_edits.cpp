// What is stored of the ports of a run. W21: an explicit address survives `-p`.
#include "frontend/edit/port_edits.h"

#include <algorithm>

namespace ovcc::edit {
namespace {

using Mappings = std::vector<ir::PortMapping>;

bool IsAutoWord(const ir::PortMapping& mapping) { return mapping.automatic && mapping.container == 0; }

bool HasAutoWord(const std::optional<Mappings>& ports) { return ports && std::ranges::any_of(*ports, IsAutoWord); }

const ir::PortMapping* OverrideOf(const ir::Entry& entry, std::uint16_t container) {
  const ir::PortMapping* last = nullptr;
  for (const ir::PortMapping& wanted : entry.port_overrides) {
    if (wanted.container == container) last = &wanted;
  }
  return last;
}

/// `ports` with `-p` applied.
Mappings Overridden(const ir::Entry& entry, Mappings ports) {
  for (ir::PortMapping& mapping : ports) {
    if (const ir::PortMapping* wanted = OverrideOf(entry, mapping.container)) mapping.host = wanted->host;
  }
  return ports;
}

/// What `auto` of the entry came to, with the addresses as the image writes them.
Mappings Resolved(const ir::Module& module, const ir::Deployment& after) {
  const ir::Image* image = module.FindImage(after.image);
  Mappings resolved;
  for (const ir::PortMapping& chosen : after.ports) {
    const bool explicit_one = std::ranges::count(*after.entry.ports, chosen.container, &ir::PortMapping::container) > 0;
    const ir::PortMapping* wanted = OverrideOf(after.entry, chosen.container);
    const bool from_flag = wanted != nullptr && wanted->span == chosen.span;
    if (!chosen.automatic && (explicit_one || !from_flag)) continue;
    ir::PortMapping mapping = chosen;
    mapping.address = {};
    if (image != nullptr && image->effective) {
      const Mappings& offered = image->effective->ports;
      const auto same = std::ranges::find(offered, chosen.container, &ir::PortMapping::container);
      if (same != offered.end()) mapping.address = same->address;
    }
    resolved.push_back(mapping);
  }
  return resolved;
}

/// The entry's list with `auto` written out at the place of the first one.
Mappings WithoutAuto(const ir::Module& module, const ir::Deployment& after) {
  Mappings list;
  bool seen = false;
  for (const ir::PortMapping& mapping : *after.entry.ports) {
    if (!IsAutoWord(mapping)) {
      list.push_back(mapping);
    } else if (!seen) {
      const Mappings resolved = Resolved(module, after);
      list.insert(list.end(), resolved.begin(), resolved.end());
      seen = true;
    }
  }
  return list;
}

/// Sets the elements of a list that change, or the whole list where the file has none of that length.
std::vector<Edit> ListEdits(const Path& path, const Tree* current, const Mappings& before, const Mappings& wanted) {
  std::vector<Edit> edits;
  if (current != nullptr && current->items.size() == wanted.size() && before.size() == wanted.size()) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (before[i].host == wanted[i].host) continue;
      edits.push_back({Below(path, i), Tree::Scalar(ir::PortText(wanted[i]))});
    }
    return edits;
  }
  Tree list = Tree::List();
  for (const ir::PortMapping& mapping : wanted) list.items.push_back(Tree::Scalar(ir::PortText(mapping)));
  edits.push_back({path, std::move(list)});
  return edits;
}

}  // namespace

std::vector<Edit> PortEdits(const EntryView& view, const ir::Module& module, const ir::Deployment& after) {
  const ir::Entry& entry = after.entry;
  if (entry.resolved_ports) {
    if (entry.port_overrides.empty()) return {};
    return ListEdits(view.PathOf("resolved_port"), view.Find("resolved_port"), *entry.resolved_ports,
                     Overridden(entry, *entry.resolved_ports));
  }
  if (HasAutoWord(entry.ports)) {
    const Mappings list = Overridden(entry, WithoutAuto(module, after));
    return ListEdits(view.PathOf("resolved_port"), nullptr, {}, list);
  }
  if (entry.port_overrides.empty()) return {};
  const ir::Image* image = module.FindImage(after.image);
  const Mappings before =
      entry.ports.value_or(image != nullptr && image->effective ? image->effective->ports : Mappings());
  return ListEdits(view.PathOf("ports"), view.Find("ports"), before, Overridden(entry, before));
}

}  // namespace ovcc::edit
