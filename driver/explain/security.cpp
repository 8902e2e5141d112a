// Rights and limits: the steps that merge-security noted, told field by field.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "driver/explain/parts.h"

namespace ovcc::explain {
namespace {

using ir::SecurityEffect;

constexpr auto kFields = std::to_array<std::string_view>({"privileged", "cap_add", "devices", "security_opt",
                                                          "group_add", "mounts", "cgroupns", "ipc_mode", "shm_size",
                                                          "memory_max", "memory_high", "memory_swap_max", "cpus"});

std::size_t FieldIndex(const Item& item) {
  return static_cast<std::size_t>(std::ranges::find(kFields, item.name) - kFields.begin());
}

Step StepOf(Context& context, const ir::SecurityStep& said) {
  Step step{std::string(said.value.text()), "", "", context.PlaceOf(said.value.span)};
  switch (said.level) {
    case ir::SecurityLevel::Layer:
      step.origin = "layer";
      step.words = fmt::format("`security` of layer `{}`", said.owner.text());
      break;
    case ir::SecurityLevel::Image:
      step.origin = "image";
      step.words = fmt::format("`security` of image `{}`", said.owner.text());
      break;
    case ir::SecurityLevel::Entry: {
      const bool flag = step.place.file == "<command line>";
      step.origin = flag ? "flag" : "deploy";
      step.words = flag ? "a flag" : "`security` of the entry";
      break;
    }
    case ir::SecurityLevel::Host:
      step.origin = "host-fact";
      step.words = "found on the machine";
      break;
  }
  return step;
}

/// Why a step changed nothing.
std::string NoEffectText(const ir::SecurityStep& said, const Step& step) {
  const std::string_view field = said.field.text();
  const std::string_view value = said.value.text();
  if (field == "privileged") {
    return value == "true" ? fmt::format("{} says it, too", step.words)
                           : fmt::format("{} says `false`, which does not switch it off", step.words);
  }
  if (field == "shm_size") return fmt::format("{} says `{}`: of layers the largest counts", step.words, value);
  if (field.starts_with("memory_") || field == "cpus") {
    return fmt::format("{} says `{}`: of layers the smallest counts", step.words, value);
  }
  return fmt::format("{} says it, too", step.words);
}

/// Joins the steps in their order.
class Fold {
 public:
  explicit Fold(Context& context) : context_(context) {}

  void Add(const ir::SecurityStep& said) {
    Step step = StepOf(context_, said);
    if (said.effect == SecurityEffect::None) {
      NoteWithoutEffect(said, step);
      return;
    }
    Item item;
    item.kind = ItemKind::Security;
    item.name = said.field.text();
    item.value = step.value;
    item.also = {*step.value};
    item.set_by = std::move(step);
    if (said.effect == SecurityEffect::Set) TakeOver(item);
    items_.push_back(std::move(item));
  }

  std::vector<Item> Take() {
    std::multimap<std::size_t, Item> in_order;  // equal fields keep the order in which they came
    for (Item& item : items_) in_order.emplace(FieldIndex(item), std::move(item));
    std::vector<Item> items;
    for (auto& [index, item] : in_order) items.push_back(std::move(item));
    return items;
  }

 private:
  /// What was there of the field has lost.
  void TakeOver(Item& item) {
    for (Item& old : items_) {
      if (old.name != item.name) continue;
      std::ranges::move(old.overridden, std::back_inserter(item.overridden));
      item.overridden.push_back(std::move(*old.set_by));
    }
    std::erase_if(items_, [&](const Item& old) { return old.name == item.name; });
  }

  void NoteWithoutEffect(const ir::SecurityStep& said, const Step& step) {
    const auto is_list = [&](const Item& item) { return std::ranges::count(items_, item.name, &Item::name) > 1; };
    for (Item& item : items_) {
      if (item.name != said.field.text() || (is_list(item) && item.value != step.value)) continue;
      item.reasons.push_back({NoEffectText(said, step), step.place});
      return;
    }
  }

  Context& context_;
  std::vector<Item> items_;
};

}  // namespace

std::vector<Item> Security(Context& context, const ir::Deployment& deployment) {
  Fold fold(context);
  if (const ir::EffectiveImage* image = context.ImageOf(deployment)) {
    for (const ir::SecurityStep& step : image->security_steps) fold.Add(step);
  }
  for (const ir::SecurityStep& step : deployment.security_steps) fold.Add(step);
  return fold.Take();
}

std::vector<Item> SidecarSecurity(Context& context, const ir::Deployment& deployment, const ir::Container& container,
                                  const ir::SidecarSpec& sidecar) {
  std::vector<Item> items;
  const auto add = [&](std::string_view field, const ir::Text& text) {
    if (text.empty()) return;
    Item item;
    item.kind = ItemKind::Security;
    item.name = field;
    item.value = text.text();
    item.also = {*item.value};
    const bool by_entry = deployment.record_span.Contains(text.span);
    item.set_by = Step{item.value, by_entry ? "override" : "template",
                       by_entry ? fmt::format("`sidecars.{}.security` of the entry", sidecar.name.text())
                                : fmt::format("template of sidecar `{}`", sidecar.name.text()),
                       context.PlaceOf(text.span)};
    items.push_back(std::move(item));
  };
  const auto add_list = [&](std::string_view field, const std::vector<ir::Text>& texts) {
    for (const ir::Text& text : texts) add(field, text);
  };
  const ir::Security& security = container.security;
  if (security.privileged.value_or(false)) {
    Item item;
    item.kind = ItemKind::Security;
    item.name = kFields[0];
    item.value = "true";
    item.set_by =
        Step{item.value, "template", fmt::format("sidecar `{}`", sidecar.name.text()), context.PlaceOf(security.span)};
    items.push_back(std::move(item));
  }
  add_list("cap_add", security.cap_add);
  add_list("devices", security.devices);
  add_list("security_opt", security.security_opt);
  add_list("group_add", security.group_add);
  add_list("mounts", security.mounts);
  add("cgroupns", security.cgroupns);
  add("ipc_mode", security.ipc_mode);
  add("shm_size", security.shm_size);
  add("memory_max", security.memory_max);
  add("memory_high", security.memory_high);
  add("memory_swap_max", security.memory_swap_max);
  add("cpus", security.cpus);
  return items;
}

}  // namespace ovcc::explain
