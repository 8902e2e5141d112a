// The few lines that end a build: what was written, what is stale, what must exist before anything starts.
#include "driver/summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <string_view>

#include "passes/form_pods/networks.h"

namespace ovcc {
namespace {

using Names = std::set<std::string_view>;

// A list that stays readable: the first names, and how many more there are.
std::string Listed(const Names& names) {
  constexpr std::size_t kShown = 12;
  std::vector<std::string> shown;
  for (const std::string_view name : names) {
    if (shown.size() == kShown) break;
    shown.push_back(fmt::format("`{}`", name));
  }
  std::string text = fmt::format("{}", fmt::join(shown, ", "));
  if (names.size() > kShown) text += fmt::format(" and {} more", names.size() - kShown);
  return text;
}

std::string Line(std::string_view kind, const Names& names) {
  return names.empty() ? "" : fmt::format("before the units start: {} {}\n", kind, Listed(names));
}

std::string Line(std::string_view kind, const std::vector<std::string>& names) {
  return names.empty() ? "" : fmt::format("{} {}\n", kind, Listed(Names(names.begin(), names.end())));
}

}  // namespace

std::string PrerequisiteLines(const ir::Module& module, const std::optional<std::string>& only) {
  Names networks;
  Names secrets;
  Names mounts;
  for (const ir::Deployment& deployment : module.deployments) {
    if (only && deployment.key.text() != *only) continue;
    const std::string_view network = NamedNetwork(deployment.network.text());
    if (!module.options.with_networks && !network.empty()) networks.insert(network);
    const auto add = [&](const ir::Container& container) {
      for (const ir::SecretUse& secret : container.secrets) secrets.insert(secret.podman_name.text());
      for (const ir::Mount& mount : container.mounts) {
        if (mount.type == ir::VolumeType::Encrypted) mounts.insert(mount.source.text());
      }
    };
    add(deployment.app);
    for (const ir::Container& sidecar : deployment.sidecar_containers) add(sidecar);
  }
  return Line(networks.size() == 1 ? "network" : "networks", networks) +
         Line(secrets.size() == 1 ? "podman secret" : "podman secrets", secrets) +
         Line(mounts.size() == 1 ? "encrypted mount" : "encrypted mounts", mounts);
}

std::string ReportLines(const OutputReport& report, std::size_t deployments, const std::string& directory) {
  std::string text = fmt::format("built {} deployment{} into `{}`: {} file{} written, {} unchanged", deployments,
                                 deployments == 1 ? "" : "s", directory, report.written.size(),
                                 report.written.size() == 1 ? "" : "s", report.unchanged);
  if (!report.pruned.empty()) text += fmt::format(", {} removed", report.pruned.size());
  text += "\n";
  if (report.manifest_damaged) text += "the manifest of the folder was damaged and has been made anew\n";
  text += Line("stale, delete with `--prune`:", report.stale);
  text += Line("removed:", report.pruned);
  text += Line("stale, but changed by hand and therefore kept:", report.kept_edited);
  text += Line("changed by hand and now overwritten:", report.overwritten_edits);
  return text;
}

std::string UnitLines(std::span<const LiveUnit> units) {
  const auto named = [&](UnitChange change) {
    Names names;
    for (const LiveUnit& unit : units) {
      if (unit.change == change) names.insert(unit.service);
    }
    return names;
  };
  const auto line = [&](std::string_view kind, const Names& names) {
    return names.empty() ? "" : fmt::format("{} {}\n", kind, Listed(names));
  };
  Names by_hand;
  for (const LiveUnit& unit : units) {
    if (unit.by_hand && unit.change != UnitChange::None) by_hand.insert(unit.service);
  }
  const std::string text = line("new:", named(UnitChange::New)) + line("changed:", named(UnitChange::Changed)) +
                           line("restarted along:", named(UnitChange::Bound)) + line("gone:", named(UnitChange::Gone)) +
                           line("started by nothing but `ov start`:", by_hand);
  return text.empty() ? "no unit changed\n" : text;
}

}  // namespace ovcc
