// Pass merge-security (§7): layers and images of the base chain, then the deploy entry, then what the host adds; limits
// spelt for units. Layers are taken in the order with P empty. W8, W56: the whole chain counts, whatever the record
// holds. Sidecars have their template's security and get no devices of the host.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "ir/same.h"
#include "ir/size.h"
#include "passes/merge_security/levels.h"
#include "passes/merge_security/spelling.h"
#include "passes/pass.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::string_view kKeepGroups = "keep-groups";
constexpr std::string_view kNvidiaDevices = "nvidia.com/gpu=all";

ir::Security SecurityOfSources(const ir::Module& module, const ir::Image& image, SecurityTrace* trace) {
  ir::Security merged;
  const auto set_author = [&](ir::SecurityLevel level, Symbol owner) {
    if (trace != nullptr) trace->SetAuthor(level, owner);
  };
  for (const Symbol name : image.chain) {
    const ir::Image* at = module.FindImage(name);
    if (at == nullptr) continue;
    for (const Symbol layer_name : at->all_layers) {
      const ir::Layer* layer = module.FindLayer(layer_name);
      if (layer == nullptr) continue;
      set_author(ir::SecurityLevel::Layer, layer_name);
      AddLayerSecurity(merged, layer->security, trace);
    }
    set_author(ir::SecurityLevel::Image, name);
    AddImageSecurity(merged, at->security, trace);
  }
  return merged;
}

bool IsPrivileged(const ir::Security& security) { return security.privileged.value_or(false); }

/// True if containers cannot tell the two apart.
bool SameEffect(ir::Security a, ir::Security b) {
  a.privileged = IsPrivileged(a);
  b.privileged = IsPrivileged(b);
  return ir::Same(a, b);
}

/// What a built image carries counts, whatever its sources say.
ir::Security SecurityOfLabels(const ir::Module& module, const ir::Image& image, SecurityTrace& trace,
                              DiagnosticSink& diags) {
  ir::Security built;
  trace.SetAuthor(ir::SecurityLevel::Image, image.name);
  AddImageSecurity(built, image.labels->security, &trace);
  if (!image.unwritten && !SameEffect(built, SecurityOfSources(module, image, nullptr))) {
    diags.Emit(image.labels->span, diag::InspectedDiffers, image.name.text(), "security")
        .Attach(image.span, "the sources");
  }
  return built;
}

/// Devices and groups that the machine offers, for a container that does not have everything anyway (§7.4).
void AddHostFacts(const ir::Host& host, ir::Container& app, SecurityTrace& trace, Interner& names) {
  app.nvidia = false;
  if (IsPrivileged(app.security)) return;
  trace.SetAuthor(ir::SecurityLevel::Host, Symbol());
  app.nvidia = host.nvidia;
  const auto add = [&](std::string_view field, std::vector<ir::Text>& list, Symbol value) {
    if (std::ranges::find(list, value, &ir::Text::value) != list.end()) return;
    list.push_back({value, Span()});
    trace.Note(field, list.back(), ir::SecurityEffect::Added);
  };
  for (const Symbol device : host.devices) add("devices", app.security.devices, device);
  if (!host.amd_gfx.empty()) add("group_add", app.security.group_add, names.Intern(kKeepGroups));
  // No element of the list, so behind all of them.
  if (host.nvidia) trace.Note("devices", {names.Intern(kNvidiaDevices), Span()}, ir::SecurityEffect::Added);
}

void SpellLimits(ir::Container& container, Interner& names) {
  ir::Security& security = container.security;
  for (ir::Text* size : {&security.memory_max, &security.memory_high, &security.memory_swap_max}) {
    if (!size->empty()) size->value = names.Intern(SpellMemory(size->text()));
  }
  container.cpu_quota = security.cpus.empty() ? Symbol() : names.Intern(SpellCpuQuota(security.cpus.text()));
}

void CheckGroups(const std::vector<ir::Text>& groups, DiagnosticSink& diags) {
  const auto is_keep = [](const ir::Text& group) { return group.text() == kKeepGroups; };
  const auto keep = std::ranges::find_if(groups, is_keep);
  const auto other = std::ranges::find_if_not(groups, is_keep);
  if (keep == groups.end() || other == groups.end()) return;
  // The host's own group has no place.
  const Span span = keep->span.empty() ? other->span : keep->span;
  diags.Emit(span, diag::KeepGroupsMixed, other->text()).Attach(other->span, "the other group");
}

void CheckMemoryOrder(const ir::Security& security, DiagnosticSink& diags) {
  if (!(ir::CompareLimits(security.memory_high.text(), security.memory_max.text()) > 0)) return;
  diags.Emit(security.memory_high.span, diag::MemoryOrder, security.memory_high.text(), security.memory_max.text())
      .Attach(security.memory_max.span, "the hard limit");
}

/// Settings that the unit cannot show.
void CheckIgnored(const ir::Deployment& deployment, const ir::Security& security, DiagnosticSink& diags) {
  if (IsPrivileged(security) && !security.cap_add.empty()) {
    diags.Emit(security.cap_add.front().span, diag::CapsIgnored, deployment.key.text());
  }
  const bool plain = deployment.sidecars.empty();  // otherwise the pod owns shared memory
  if (plain && !security.shm_size.empty() && security.ipc_mode.text() == "host") {
    diags.Emit(security.shm_size.span, diag::ShmIgnored, deployment.key.text())
        .Attach(security.ipc_mode.span, "`host` is set here");
  }
}

/// Container path of `host:container[:opts]` or `tmpfs:/path[:opts]`.
std::string_view MountTarget(std::string_view mount) { return SplitFirst(SplitFirst(mount, ':').second, ':').first; }

/// `security.mounts` against volumes and each other: the same rule as among volumes (§12.7).
void CheckMounts(const ir::Container& container, DiagnosticSink& diags) {
  if (container.security.mounts.empty()) return;
  std::unordered_map<std::string, std::pair<std::string_view, Span>> places;  // never iterated
  for (const ir::Mount& mount : container.mounts) {
    places.try_emplace(CleanPath(mount.target.text()), mount.name.text(), mount.span);
  }
  for (const ir::Text& mount : container.security.mounts) {
    const std::string target = CleanPath(MountTarget(mount.text()));
    const auto [place, fresh] = places.try_emplace(target, mount.text(), mount.span);
    if (fresh) continue;
    diags.Emit(mount.span, diag::VolumePathConflict, target, place->second.first, mount.text())
        .Attach(place->second.second, "first mounted here");
  }
}

void SecureApp(const ir::Module& module, ir::Deployment& deployment, PassContext& context) {
  const ir::Image* image = module.FindImage(deployment.image);
  deployment.security = ir::Security();
  if (image != nullptr && image->effective.has_value()) deployment.security = image->effective->security;
  SecurityTrace trace(context.names);
  trace.SetAuthor(ir::SecurityLevel::Entry, deployment.key);
  if (deployment.entry.security.has_value()) OverlaySecurity(deployment.security, *deployment.entry.security, &trace);

  ir::Container& app = deployment.app;
  app.security = deployment.security;
  AddHostFacts(module.host, app, trace, context.names);
  deployment.security_steps = trace.Take();
  CheckGroups(app.security.group_add, context.diags);
  CheckMemoryOrder(app.security, context.diags);
  CheckIgnored(deployment, app.security, context.diags);
  CheckMounts(app, context.diags);
  SpellLimits(app, context.names);
}

}  // namespace

void MergeSecurity(ir::Module& module, PassContext& context) {
  for (ir::Image& image : module.images) {
    if (!image.effective.has_value()) continue;
    SecurityTrace trace(context.names);
    image.effective->security =
        image.labels ? SecurityOfLabels(module, image, trace, context.diags) : SecurityOfSources(module, image, &trace);
    image.effective->security_steps = trace.Take();
  }
  for (ir::Deployment& deployment : module.deployments) {
    SecureApp(module, deployment, context);
    for (ir::Container& sidecar : deployment.sidecar_containers) {
      CheckMounts(sidecar, context.diags);
      SpellLimits(sidecar, context.names);
    }
  }
}

}  // namespace ovcc
