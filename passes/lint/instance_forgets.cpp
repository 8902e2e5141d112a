// Instances without something that the entry of their name has: nothing of it reaches them (§3.2).
#include <fmt/format.h>

#include <array>

#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

/// A field of an entry, with whether something is said about it: an empty list is.
struct Field {
  std::string_view name;
  bool (*is_set)(const ir::Entry&);
};

constexpr auto kFields = std::to_array<Field>({
    {"env", [](const ir::Entry& entry) { return entry.env.has_value(); }},
    {"env_file", [](const ir::Entry& entry) { return !entry.env_file.empty(); }},
    {"network", [](const ir::Entry& entry) { return !entry.network.empty(); }},
    {"ports", [](const ir::Entry& entry) { return entry.ports.has_value() || entry.resolved_ports.has_value(); }},
    {"secrets", [](const ir::Entry& entry) { return entry.secrets.has_value(); }},
    {"security", [](const ir::Entry& entry) { return entry.security.has_value(); }},
    {"sidecars", [](const ir::Entry& entry) { return !entry.sidecars.empty(); }},
    {"tunnel", [](const ir::Entry& entry) { return entry.tunnel.has_value(); }},
    {"volumes", [](const ir::Entry& entry) { return !entry.volumes.empty(); }},
});

void Check(const Context& context, const ir::Deployment& instance, const ir::Deployment& base) {
  std::vector<std::string> forgotten;
  for (const Field& field : kFields) {
    if (field.is_set(base.entry) && !field.is_set(instance.entry)) forgotten.push_back(fmt::format("`{}`", field.name));
  }
  if (forgotten.empty()) return;
  std::string list = forgotten.back();
  forgotten.pop_back();
  if (!forgotten.empty()) list = fmt::format("{} or {}", fmt::join(forgotten, ", "), list);
  context.diags.Emit(instance.span, diag::InstanceForgets, instance.key.text(), list, base.key.text())
      .Attach(base.span, "the entry that has it");
}

}  // namespace

void LintInstanceForgets(const Context& context) {
  for (const ir::Deployment& instance : context.module.deployments) {
    if (instance.instance.empty()) continue;
    const ir::Deployment* base = context.module.FindDeployment(instance.base_name);
    if (base != nullptr) Check(context, instance, *base);
  }
}

}  // namespace ovcc::lint
