// Entry flags (§13) as an in-memory edit of one deploy entry before anything is resolved (§13.3). A flag that is wrong
// is reported at `<command line>` and changes nothing.
#include "frontend/read/entry_flags.h"

#include <fmt/format.h>

#include <algorithm>

#include "frontend/grammar/deploy_key.h"
#include "frontend/grammar/port_mapping.h"
#include "frontend/grammar/size.h"
#include "frontend/read/env_flags.h"
#include "frontend/read/mapping.h"
#include "frontend/read/volume_flags.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

void ReportUnknownEntry(ReadContext& context, const ir::Text& entry, const ir::Module& module) {
  std::vector<std::string_view> known;
  for (const ir::Deployment& deployment : module.deployments) known.push_back(deployment.key.text());
  for (const ir::Image& image : module.images) known.push_back(image.name.text());
  context.diags.Emit(entry.span, diag::EntryUnknown, entry.text()).Suggest(Nearest(entry.text(), known));
}

/// The deploy key that `--entry` and `-i` name; empty if it is none (reported).
Symbol EntryKey(ReadContext& context, const PlacedFlags& flags) {
  const std::string key = flags.instance ? fmt::format("{}/{}", flags.entry.text(), flags.instance->text())
                                         : std::string(flags.entry.text());
  if (ParseDeployKey(key)) return context.names.Intern(key);
  const Halves parts = SplitFirst(key, '/');
  const bool image_is_good = IsName(parts.first);
  context.diags.Emit(image_is_good && flags.instance ? flags.instance->span : flags.entry.span, diag::DeployKeyInvalid,
                     image_is_good ? "the instance" : "the image", image_is_good ? parts.second : parts.first);
  return {};
}

void DetachSidecars(ReadContext& context, const PlacedFlags& flags, ir::Deployment& deployment) {
  std::vector<ir::SidecarSpec>& attached = deployment.entry.sidecars;
  for (const ir::Text& name : flags.no_sidecars) {
    const auto found = std::ranges::find(attached, name.value, &ir::SidecarSpec::name);
    if (found != attached.end()) {
      attached.erase(found);
      continue;
    }
    std::vector<std::string_view> known;
    for (const ir::SidecarSpec& spec : attached) known.push_back(spec.name.text());
    context.diags.Emit(name.span, diag::SidecarNotAttached, deployment.key.text(), name.text())
        .Suggest(Nearest(name.text(), known));
  }
}

void AttachSidecars(ReadContext& context, const PlacedFlags& flags, ir::Entry& entry) {
  for (const ir::Text& name : flags.sidecars) {
    if (!IsName(name.text())) {
      context.diags.Emit(name.span, diag::SidecarNameInvalid, name.text());
      continue;
    }
    const auto place = std::ranges::lower_bound(entry.sidecars, name.value, {}, &ir::SidecarSpec::name);
    if (place != entry.sidecars.end() && place->name == name.value) continue;
    ir::SidecarSpec empty_override;
    empty_override.name = name.value;
    empty_override.span = name.span;
    entry.sidecars.insert(place, std::move(empty_override));
  }
}

/// A text flag that must say something.
void ReplaceText(ReadContext& context, const std::optional<ir::Text>& flag, std::string_view name, ir::Text& field) {
  if (!flag) return;
  if (flag->empty()) {
    context.diags.Emit(flag->span, diag::FlagInvalid, name);
  } else if (!RefuseControlCharacters(context, *flag, fmt::format("`{}`", name))) {
    field = *flag;
  }
}

void OverridePorts(ReadContext& context, const PlacedFlags& flags, ir::Entry& entry) {
  for (const ir::Text& flag : flags.ports) {
    const auto parsed = ParsePortOverride(flag.text());
    if (!parsed) {
      context.diags.Emit(flag.span, diag::PortOverrideInvalid, flag.text(), parsed.error().expected);
      continue;
    }
    ir::PortMapping mapping;
    mapping.host = parsed->host;
    mapping.container = parsed->container;
    mapping.span = flag.span;
    entry.port_overrides.push_back(mapping);
  }
}

void SetLimits(ReadContext& context, const PlacedFlags& flags, ir::Entry& entry) {
  const auto set = [&](const std::optional<ir::Text>& flag, std::string_view field, ir::Text ir::Security::* member) {
    if (!flag) return;
    if (const auto checked = CheckMemorySize(flag->text()); !checked) {
      context.diags.Emit(flag->span, diag::SizeInvalid, flag->text(), field, checked.error().expected)
          .Suggest(MeantSize(flag->text(), CheckMemorySize));
      return;
    }
    if (!entry.security) entry.security.emplace();
    (*entry.security).*member = *flag;
  };
  set(flags.memory_max, "memory_max", &ir::Security::memory_max);
  set(flags.memory_high, "memory_high", &ir::Security::memory_high);
  set(flags.memory_swap_max, "memory_swap_max", &ir::Security::memory_swap_max);
  if (!flags.cpus) return;
  if (const auto checked = CheckCpus(flags.cpus->text()); !checked) {
    context.diags.Emit(flags.cpus->span, diag::CpusInvalid, flags.cpus->text(), checked.error().expected)
        .Suggest(MeantCpus(flags.cpus->text()));
    return;
  }
  if (!entry.security) entry.security.emplace();
  entry.security->cpus = *flags.cpus;
}

}  // namespace

Symbol EnsureEntry(ReadContext& context, const PlacedFlags& flags, std::span<const StatedTarget> others,
                   ir::Module& module) {
  const Symbol key = EntryKey(context, flags);
  if (key.empty()) return {};
  if (const auto other = std::ranges::find(others, key, &StatedTarget::key); other != others.end()) {
    context.diags.Emit(flags.entry.span, diag::EntryUnknown, key.text())
        .Attach(other->word.span, fmt::format("`{}` is an entry of target `{}`", key.text(), other->word.text()));
    return {};
  }
  const auto place = std::ranges::lower_bound(module.deployments, key, {}, &ir::Deployment::key);
  if (place != module.deployments.end() && place->key == key) return key;
  const Halves parts = SplitFirst(key.text(), '/');
  const Symbol image = context.names.Intern(parts.first);
  if (module.FindImage(image) == nullptr) {
    ReportUnknownEntry(context, flags.entry, module);
    return {};
  }
  ir::Deployment deployment;
  deployment.key = key;
  deployment.base_name = image;
  deployment.instance = context.names.Intern(parts.second);
  deployment.span = flags.entry.span;
  deployment.record_span = flags.entry.span;
  module.deployments.insert(place, std::move(deployment));
  return key;
}

void ApplyEntryFlags(ReadContext& context, const PlacedFlags& flags, const ir::Module& module,
                     ir::Deployment& deployment, std::vector<std::string>& routed) {
  ir::Entry& entry = deployment.entry;
  DetachSidecars(context, flags, deployment);
  AttachSidecars(context, flags, entry);
  ApplyEnvFlags(context, flags, module, deployment, routed);
  ir::Text env_file;
  ReplaceText(context, flags.env_file, "--env-file", env_file);
  if (!env_file.empty()) {
    entry.env_file = env_file;
    entry.env_file_from_flag = true;
  }
  OverridePorts(context, flags, entry);
  MergeVolumes(entry.volumes, ReadVolumeFlags(context, flags));
  ReplaceText(context, flags.network, "--network", entry.network);
  SetLimits(context, flags, entry);
}

}  // namespace ovcc
